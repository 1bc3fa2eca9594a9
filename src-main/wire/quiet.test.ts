import { expect, it } from 'vitest';
import { RawListener, RawPeer } from './testing/raw-peer';
import { startRelay, until } from './testing/relay-fixture';
import { greeting3 } from './testing/zmtp-bytes';

// What the app's own socket is told while it goes would make it ask, with nobody to ask any more.
it('a relay that is to be quiet ends what its own socket decides about, when that is decided', async () => {
  const bound = await RawListener.open();
  let decide: () => void = () => undefined;
  const decided = new Promise<void>((resolve) => (decide = resolve));
  const judging = { answered: () => decided, handshakeMs: 0 };
  const { relay, log } = await startRelay({
    dial: () => bound.endpoint,
    own: (end) => (end === 'dialled' ? { type: 'ROUTER', judging } : undefined),
  });
  const caller = await RawPeer.connect(relay.endpoint);
  caller.say(greeting3(0, 'PLAIN'));
  const socket = await bound.first();
  await socket.hears(64);

  let quiet = false;
  const done = relay.quiet().then(() => (quiet = true));
  caller.say(Buffer.from('more of it'));
  const late = await RawPeer.connect(relay.endpoint);
  await until(() => late.ended);
  expect([quiet, socket.heard.length]).toEqual([false, 64]);
  decide();
  await done;
  await relay.close();
  expect(socket.heard).toHaveLength(64);
  expect(log).toEqual(['opened', 'closed']);
});
