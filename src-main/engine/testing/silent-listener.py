"""Listens and never takes a connection: once its backlog is full, the system leaves whoever connects without an answer."""

import socket
import time

listener = socket.socket()
listener.bind(("127.0.0.1", 0))
listener.listen(0)
waiting = []
while True:
    caller = socket.socket()
    caller.settimeout(0.2)
    try:
        caller.connect(listener.getsockname())
        waiting.append(caller)
    except TimeoutError:
        break
print(listener.getsockname()[1], flush=True)
time.sleep(600)
