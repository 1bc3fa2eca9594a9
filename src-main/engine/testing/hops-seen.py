"""Joins a multicast group at loopback and says with how many hops left each datagram came: GROUP PORT."""

import socket
import sys

group, port = sys.argv[1], int(sys.argv[2])
seen = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
seen.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
seen.bind(("", port))
seen.setsockopt(
    socket.IPPROTO_IP,
    socket.IP_ADD_MEMBERSHIP,
    socket.inet_aton(group) + socket.inet_aton("127.0.0.1"),
)
IP_RECVTTL = 12
seen.setsockopt(socket.IPPROTO_IP, IP_RECVTTL, 1)
print("joined", flush=True)
while True:
    _, ancillary, _, _ = seen.recvmsg(2048, 64)
    for _, kind, data in ancillary:
        if kind == socket.IP_TTL:
            print("hops", int.from_bytes(data, sys.byteorder), flush=True)
