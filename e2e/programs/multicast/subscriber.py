"""Prints what it gets from a multicast group: python3 subscriber.py ENDPOINT."""
import sys

import zmq

context = zmq.Context()
socket = context.socket(zmq.SUB)
socket.subscribe(b'')
socket.connect(sys.argv[1])
print('joined', flush=True)
while True:
    print('got', socket.recv().decode(), flush=True)
