import zmq

context = zmq.Context()

brokerfe = context.socket(zmq.ROUTER)
brokerfe.bind('tcp://*:5560')

brokerbe = context.socket(zmq.DEALER)
brokerbe.bind('tcp://*:5561')

# 一个线程中如果有多个sokect,同时需要收发数据时,
# zmq提供polling sockets实现，
# 不用在send()或者recv()时阻塞socket
poller = zmq.Poller()
# POLLIN在recv()端，负责刷新recv端口，来接受信息
# POLLOUT在send()端口，负责刷新send端，来发送消息。
poller.register(brokerbe, zmq.POLLIN)
poller.register(brokerfe, zmq.POLLIN)

while True:
    # poller.poll()轮询
    socks = dict(poller.poll())
    if socks.get(brokerfe) == zmq.POLLIN:
        msg = brokerfe.recv_multipart()
        print('brokerfe', msg)
        brokerbe.send_multipart(msg)

    if socks.get(brokerbe) == zmq.POLLIN:
        msg = brokerbe.recv_multipart()
        print('brokerbe', msg)
        brokerfe.send_multipart(msg)
