"""Asks a CURVE server five times. Arguments: endpoint, public key of the server."""
import sys
import zmq

endpoint, server_key = sys.argv[1:]
public, secret = zmq.curve_keypair()
client = zmq.Context().socket(zmq.REQ)
client.linger = 0
client.rcvtimeo = 3000
client.curve_publickey, client.curve_secretkey = public, secret
client.curve_serverkey = server_key.encode()
client.connect(endpoint)
for number in range(5):
    client.send(b"Hello %d" % number)
    try:
        print("reply", client.recv().decode(), flush=True)
    except zmq.Again:
        print("no reply", flush=True)
        break
