/*
 * Receives on a bound socket until nothing comes any more, and prints messages per second over a window that starts
 * after a warm-up, and how many came in all: pull ENDPOINT WARMUP_SECONDS WINDOW_SECONDS.
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <zmq.h>

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* Receives until a moment, or until nothing comes for as long as the socket waits. */
static long receive_until(void *socket, zmq_msg_t *message, double until) {
  long received = 0;
  while (now() < until)
    for (int i = 0; i < 256; i++) {
      if (zmq_msg_recv(message, socket, 0) < 0) return received;
      received++;
    }
  return received;
}

int main(int argc, char **argv) {
  if (argc != 4) {
    fprintf(stderr, "pull ENDPOINT WARMUP_SECONDS WINDOW_SECONDS\n");
    return 2;
  }
  void *context = zmq_ctx_new();
  void *socket = zmq_socket(context, ZMQ_PULL);
  int linger = 0, patience = 10000, quiet = 1000;
  zmq_setsockopt(socket, ZMQ_LINGER, &linger, sizeof linger);
  zmq_setsockopt(socket, ZMQ_RCVTIMEO, &patience, sizeof patience);
  if (zmq_bind(socket, argv[1]) != 0) {
    fprintf(stderr, "pull: %s: %s\n", argv[1], zmq_strerror(zmq_errno()));
    return 1;
  }
  zmq_msg_t message;
  zmq_msg_init(&message);
  long first = zmq_msg_recv(&message, socket, 0) >= 0;
  zmq_setsockopt(socket, ZMQ_RCVTIMEO, &quiet, sizeof quiet);
  long warm = receive_until(socket, &message, now() + atof(argv[2]));
  double from = now();
  long measured = receive_until(socket, &message, from + atof(argv[3]));
  double rate = (double)measured / (now() - from);
  long rest = receive_until(socket, &message, now() + 60);
  printf("%.0f %ld\n", rate, first + warm + measured + rest);
  zmq_msg_close(&message);
  zmq_close(socket);
  zmq_ctx_term(context);
  return first == 0;
}
