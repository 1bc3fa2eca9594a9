import type { Reply } from 'zeromq';
import { zmq } from '../zeromq';
import { z85Encode } from '../../../shared/security/z85';
import type { ZapCaller } from './verdict';

/** Where libzmq asks (RFC 27/ZAP, "Architecture"); one handler answers for every socket of the process. */
const ADDRESS = 'inproc://zeromq.zap.01';
const VERSION = '1.0';

/**
 * A socket that is closed goes on asking for a moment, in libzmq's own thread. If there is nobody to ask by then though there
 * was when the connection began, libzmq ends the process (4.3.5: `zap_client_t::send_zap_request` asserts that it can).
 */
const SETTLE_MS = 100;

/** Long enough for a question to be on its way from libzmq's own thread to the handler. */
const ASKING_MS = 50;

/** Decides about one caller, and where it calls from; `who` becomes the user id of the connection. */
export type ZapJudge = (caller: ZapCaller, address: string) => { readonly allowed: boolean; readonly who: string };

/** Judges by the ZAP domain of their socket. */
const judges = new Map<string, ZapJudge>();
let handler: { readonly socket: Reply; readonly ended: Promise<void> } | undefined;

/**
 * Lets `judge` decide who may connect to the sockets of a ZAP domain, until the returned function is called. Call it before such
 * a socket is bound. Throws what zeromq.js throws where something else of this process answers already (EADDRINUSE).
 */
export function judgeDomain(domain: string, judge: ZapJudge): () => void {
  handler ??= open();
  judges.set(domain, judge);
  return () => void judges.delete(domain);
}

/** Lets go of the handler where nobody is to be judged any more. Call it when the sockets of a run are closed, without linger. */
export async function endJudging(): Promise<void> {
  if (judges.size > 0 || !handler) return;
  await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
  if (judges.size > 0 || !handler) return;
  const { socket, ended } = handler;
  handler = undefined;
  // Frees the name at once (`zmq_unbind(3)`); a closed socket gives it back only some time later.
  socket.disconnect(ADDRESS);
  socket.close();
  await ended;
}

let answers = 0;

/** Done when what was asked until now is answered. */
export async function questionsAnswered(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, ASKING_MS));
  // The loop may have been busy for longer, and has then not yet looked who asks.
  let before: number;
  do {
    before = answers;
    await new Promise((resolve) => setImmediate(resolve));
    await new Promise((resolve) => setImmediate(resolve));
  } while (answers !== before);
}

/** How many sockets of the context it has: one where somebody is to be judged. */
export function zapSockets(): number {
  return handler ? 1 : 0;
}

function open(): { readonly socket: Reply; readonly ended: Promise<void> } {
  const socket = new zmq.Reply({ linger: 0 });
  try {
    socket.bindSync(ADDRESS);
  } catch (error) {
    socket.close();
    throw error;
  }
  return { socket, ended: answerAll(socket) };
}

async function answerAll(socket: Reply): Promise<void> {
  try {
    for (;;) {
      const [version, request, ...asked] = await socket.receive();
      await socket.send([version ?? VERSION, request ?? '', ...answer(asked)]);
      answers++;
    }
  } catch (error) {
    // Its end while it waits.
    if (!socket.closed) throw error;
  }
}

/** Status code, status text, user id and metadata for domain, address, identity, mechanism and credentials. */
function answer([domain, address, , mechanism, ...credentials]: readonly Buffer[]): [string, string, string, string] {
  const judge = judges.get(domain?.toString() ?? '');
  const caller = callerOf(mechanism?.toString() ?? '', credentials);
  const { allowed, who } = judge?.(caller, address?.toString() ?? '') ?? { allowed: false, who: '' };
  return allowed ? ['200', 'OK', who, ''] : ['400', 'Not let in', '', ''];
}

function callerOf(mechanism: string, [first, second]: readonly Buffer[]): ZapCaller {
  if (mechanism === 'NULL') return { mechanism };
  if (mechanism === 'PLAIN') return { mechanism, user: first?.toString() ?? '', password: second?.toString() ?? '' };
  if (mechanism === 'CURVE' && first?.length === 32) return { mechanism, publicKey: z85Encode(first) };
  return { mechanism: 'other', name: mechanism };
}
