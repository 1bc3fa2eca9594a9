"""Prints what the system has set on the tcp connections of a process at a port, one JSON object a line.

usage: connection-options.py PID PORT. Needs Linux 5.6 and the right to look into that process (pidfd_getfd(2)).
"""
import ctypes
import json
import os
import socket
import sys

PIDFD_OPEN, PIDFD_GETFD = 434, 438
SO_PRIORITY, SO_BUSY_POLL, TCP_USER_TIMEOUT = 12, 46, 18

pid, port = int(sys.argv[1]), int(sys.argv[2])
libc = ctypes.CDLL(None, use_errno=True)
pidfd = libc.syscall(PIDFD_OPEN, pid, 0)
for name in os.listdir(f"/proc/{pid}/fd"):
    try:
        if not os.readlink(f"/proc/{pid}/fd/{name}").startswith("socket:"):
            continue
    except OSError:
        continue
    fd = libc.syscall(PIDFD_GETFD, pidfd, int(name), 0)
    if fd < 0:
        sys.exit(os.strerror(ctypes.get_errno()))
    end = socket.socket(fileno=fd)
    try:
        if end.family != socket.AF_INET or port not in (end.getsockname()[1], end.getpeername()[1]):
            continue
    except OSError:
        continue
    print(
        json.dumps(
            {
                "connects": end.getpeername()[1] == port,
                "priority": end.getsockopt(socket.SOL_SOCKET, SO_PRIORITY),
                "busyPoll": end.getsockopt(socket.SOL_SOCKET, SO_BUSY_POLL),
                "typeOfService": end.getsockopt(socket.IPPROTO_IP, socket.IP_TOS),
                "tcpMaxRetransmitTimeout": end.getsockopt(socket.IPPROTO_TCP, TCP_USER_TIMEOUT),
                "tcpKeepaliveCount": end.getsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPCNT),
            }
        )
    )
