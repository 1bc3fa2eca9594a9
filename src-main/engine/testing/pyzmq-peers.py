"""Sockets of a program outside, one of each that it is told to open.

Reads one JSON object a line and answers each with one:
  {"open": [{"id", "type", "use", "endpoint", "name", "other"}]}   with the endpoints that they have: {id: endpoint}
  {"report": true}                                                 with how many messages each has got: {id: count}
In between every socket says what its type can say, to whoever it is connected with. Ends with its standard input.
"""
import json
import sys
import time

import zmq

BEAT = 0.02
TOPIC = b'news'
SAID = b'hello'

context = zmq.Context()
poller = zmq.Poller()
poller.register(sys.stdin, zmq.POLLIN)


class Peer:
    def __init__(self, wanted):
        self.type = wanted['type']
        self.other = wanted.get('other', '').encode()
        self.received = 0
        self.connections = []
        self.socket = context.socket(getattr(zmq, self.type))
        self.socket.linger = 0
        if wanted.get('name'):
            self.socket.routing_id = wanted['name'].encode()
        if self.type == 'SUB':
            self.socket.subscribe(TOPIC)
        getattr(self.socket, wanted['use'])(wanted['endpoint'])
        self.endpoint = self.socket.last_endpoint.rstrip(b'\0').decode() if wanted['use'] == 'bind' else wanted['endpoint']
        if self.type == 'XSUB':
            self.socket.send(b'\x01' + TOPIC)
        if self.type not in ('PUB', 'PUSH'):
            poller.register(self.socket, zmq.POLLIN)

    def beat(self):
        try:
            for frames in self.says():
                self.socket.send_multipart(frames, zmq.NOBLOCK)
        except zmq.ZMQError:
            # Nobody to send to yet, or a REQ whose reply has not come.
            pass

    def says(self):
        if self.type == 'REQ':
            return [[SAID]]
        if self.type == 'DEALER':
            return [[b'', SAID]]
        if self.type == 'ROUTER' and self.other:
            return [[self.other, SAID]]
        if self.type == 'STREAM':
            return [[connection, SAID] for connection in self.connections]
        if self.type in ('PUB', 'XPUB', 'PUSH', 'PAIR'):
            return [[TOPIC + b' ' + SAID]]
        return []

    def take(self):
        frames = self.socket.recv_multipart(zmq.NOBLOCK)
        if self.type == 'STREAM' and frames[1] == b'':
            self.connections.append(frames[0])
            return
        # An XPUB gets subscriptions, everybody else what was said.
        if SAID in frames[-1] or (self.type == 'XPUB' and frames[-1][1:] == TOPIC):
            self.received += 1
        if self.type == 'REP' or (self.type == 'ROUTER' and not self.other):
            self.socket.send_multipart(frames)


peers = {}


def answer(order):
    if 'open' in order:
        opened = {wanted['id']: Peer(wanted) for wanted in order['open']}
        peers.update(opened)
        return {id: peer.endpoint for id, peer in opened.items()}
    return {id: peer.received for id, peer in peers.items()}


by_socket = {}
beaten = 0.0
while True:
    ready = dict(poller.poll(BEAT * 1000))
    if sys.stdin.fileno() in ready:
        line = sys.stdin.readline()
        if not line:
            break
        print(json.dumps(answer(json.loads(line))), flush=True)
        by_socket = {peer.socket: peer for peer in peers.values()}
    for socket in ready:
        if socket in by_socket:
            by_socket[socket].take()
    if time.monotonic() - beaten >= BEAT:
        beaten = time.monotonic()
        for peer in peers.values():
            peer.beat()
