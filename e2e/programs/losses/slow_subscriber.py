'''A subscriber that takes one message after the other, slowly, with the smallest queue, and counts them.'''
import time
import zmq

context = zmq.Context()
socket = context.socket(zmq.SUB)
socket.setsockopt(zmq.RCVHWM, 1)
socket.setsockopt(zmq.RCVTIMEO, 4000)
socket.connect('tcp://127.0.0.1:45583')
socket.setsockopt(zmq.SUBSCRIBE, b'')
print('subscribed')

received = 0
while True:
    try:
        socket.recv()
    except zmq.Again:
        if received == 0:
            continue
        break
    received += 1
    print('took', received)
    time.sleep(0.01)
print('received in all', received)
socket.close(0)
context.term()
