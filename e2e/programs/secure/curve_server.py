"""Answers CURVE clients, and first says its public key. Argument: endpoint."""
import sys
import zmq

public, secret = zmq.curve_keypair()
server = zmq.Context().socket(zmq.REP)
server.curve_server = True
server.curve_publickey, server.curve_secretkey = public, secret
server.bind(sys.argv[1])
print("key", public.decode(), flush=True)
while True:
    server.send(server.recv() + b" World")
