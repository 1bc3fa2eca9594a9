"""A server and a client that speak CURVE, with the patchbay's tap on 47032 between them, and a client with a wrong key."""
import sys
import zmq

context = zmq.Context()
public, secret = zmq.curve_keypair()
other, _ = zmq.curve_keypair()

server = context.socket(zmq.REP)
server.curve_server = True
server.curve_publickey, server.curve_secretkey = public, secret
server.bind("tcp://127.0.0.1:47031")

client = context.socket(zmq.REQ)
client.curve_publickey, client.curve_secretkey = zmq.curve_keypair()
client.curve_serverkey = public
client.connect("tcp://127.0.0.1:47032")

stranger = context.socket(zmq.REQ)
stranger.curve_publickey, stranger.curve_secretkey = zmq.curve_keypair()
stranger.curve_serverkey = other
stranger.reconnect_ivl = 300
stranger.linger = 0
stranger.connect("tcp://127.0.0.1:47032")

for number in range(5):
    client.send(b"Hello")
    server.send(server.recv() + b" World")
    print(client.recv().decode(), flush=True)
print("done", flush=True)
server.poll(60_000)
