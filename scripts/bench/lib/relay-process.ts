import { CaptureRing } from '../../../src-main/capture/ring';
import { openRelay } from '../../../src-main/wire/relay';
import type { WireConnection } from '../../../src-main/wire/tap';

// One relay in a plain Node process: relay-process LISTEN DIAL counts|capture. Its first line of output is where it
// listens; when its input ends it prints how many messages went forward in all, and leaves.

const [listen = '', dial = '', mode = ''] = process.argv.slice(2);
const connections: WireConnection[] = [];
const ignore = (): void => undefined;
const opened = await openRelay({
  listen,
  dial: () => dial,
  flowOf: () => 0,
  on: { opened: (connection) => connections.push(connection), ready: ignore, closed: ignore, fault: ignore },
  ...(mode === 'capture' ? { sink: new CaptureRing({ now: () => performance.now() / 1000 }) } : {}),
});
if (!opened.ok) throw new Error(opened.error.message);
const relay = opened.value;
console.log(relay.endpoint);
process.stdin.resume().once('end', () => {
  void relay.close().then(() => {
    console.log(connections.reduce((sum, connection) => sum + connection.forward.messages, 0));
  });
});
