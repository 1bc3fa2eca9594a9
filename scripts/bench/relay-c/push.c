/*
 * Sends messages of one size as fast as the socket takes them, until the time is up, waits until they have left, and
 * prints how many they were: push ENDPOINT SIZE SECONDS.
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

int main(int argc, char **argv) {
  if (argc != 4) {
    fprintf(stderr, "push ENDPOINT SIZE SECONDS\n");
    return 2;
  }
  size_t size = (size_t)atol(argv[2]);
  double until = now() + atof(argv[3]);
  char *body = calloc(1, size ? size : 1);
  void *context = zmq_ctx_new();
  void *socket = zmq_socket(context, ZMQ_PUSH);
  int linger = 10000, patience = 5000;
  zmq_setsockopt(socket, ZMQ_LINGER, &linger, sizeof linger);
  zmq_setsockopt(socket, ZMQ_SNDTIMEO, &patience, sizeof patience);
  if (zmq_connect(socket, argv[1]) != 0) {
    fprintf(stderr, "push: %s: %s\n", argv[1], zmq_strerror(zmq_errno()));
    return 1;
  }
  long sent = 0;
  int stuck = 0;
  while (!stuck && now() < until)
    for (int i = 0; i < 256; i++) {
      if (zmq_send(socket, body, size, 0) < 0) {
        stuck = 1;
        break;
      }
      sent++;
    }
  zmq_close(socket);
  zmq_ctx_term(context);
  free(body);
  printf("%ld\n", sent);
  return stuck;
}
