// A program outside: plain zeromq.js in a process of its own, told by its arguments what to be.
import * as zmq from 'zeromq';

const [type, use, endpoint, ...rest] = process.argv.slice(2);
const options = JSON.parse(rest[0] ?? '{}');
const { count = 1, frames = ['Hello'], topics, ...settings } = options;
const socket = new zmq[type]({ linger: 1000, ...settings });
if (use === 'bind') await socket.bind(endpoint);
else socket.connect(endpoint);
if (topics) socket.subscribe(...topics);
process.on('SIGTERM', () => {
  socket.close();
  process.exit(0);
});

const say = (text) => process.stdout.write(`${text}\n`);
say('ready');
switch (type) {
  case 'Request':
    for (let sent = 0; sent < count; sent++) {
      await socket.send(frames);
      say((await socket.receive()).join(' '));
    }
    break;
  case 'Reply':
    for await (const request of socket) {
      say(request.join(' '));
      await socket.send(frames);
    }
    break;
  case 'Push':
    for (let sent = 0; sent < count; sent++) await socket.send(frames);
    break;
  default:
    for await (const message of socket) say(message.join(' '));
}
say('done');
// Stays connected until it is told to leave.
setInterval(() => undefined, 1000);
