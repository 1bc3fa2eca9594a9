/** A pipe has ended when one side has asked, the other has answered, and the first has taken note. */
const TURNS = 3;

/** A socket that can be made to do what others asked of it. */
interface Touched {
  touch(): void;
}

/**
 * Ends what was joined over inproc, while both sockets are still open. The sockets of the draft API have a lock each, and libzmq
 * takes both where one of them asks something of the other: while a closed one is taken apart in libzmq's own thread, the engine
 * would wait for it for ever, and it for the engine (4.3.5: `mailbox_safe_t::send`).
 */
export function settle(endpoint: string, ...sockets: readonly Touched[]): void {
  if (!endpoint.startsWith('inproc:')) return;
  for (let turn = 0; turn < TURNS; turn++) for (const socket of sockets) socket.touch();
}
