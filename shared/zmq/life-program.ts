import type { SocketKey } from '../topology/topology';
import type { LifeCall } from './life-calls';
import { callLines, preambleLines, type CodeLanguage } from './life-code';
import type { KnownKey } from './secure-code';
import type { SocketType } from './socket-types';

/** A call that was made or will be, and why it failed. */
export interface CallMade {
  readonly call: LifeCall;
  readonly problem?: string | undefined;
}

/** A socket with its calls. */
export interface ToldSocket {
  readonly key: SocketKey;
  readonly type: SocketType;
  readonly calls: readonly CallMade[];
}

export interface ProgramStyle {
  readonly language: CodeLanguage;
  readonly known: KnownKey;
  readonly ioThreads: number;
}

/**
 * The calls of a socket that code tells of: what the loop of a device sends and receives is the proxy's business, not a call
 * of its own.
 */
export function toldCalls<Made extends CallMade>(calls: readonly Made[], inDevice: boolean): readonly Made[] {
  return inDevice ? calls.filter(({ call }) => call.type !== 'send' && call.type !== 'receive') : calls;
}

/**
 * A program that runs by itself and makes the calls of a socket's newest life; what failed is in it as a comment.
 * @param proxied the other socket of a device, which its proxy needs as well
 */
export function lifeProgram(socket: ToldSocket, proxied: ToldSocket | undefined, style: ProgramStyle): string {
  const { language, known, ioThreads } = style;
  const own = newest(socket.calls);
  // The proxy never returns, so what came after it is left out.
  const until = proxied ? own.findIndex(({ call }) => call.type === 'proxy') : -1;
  const other = proxied ? newest(proxied.calls).filter(({ call }) => OPENING.includes(call.type)) : [];
  const calls = [...other, ...own].map(({ call }) => call);
  const types = [socket.type, ...(proxied ? [proxied.type] : [])];
  const secured = calls.some((call) => call.type === 'create' && call.security !== undefined);
  return [
    ...preambleLines(types, language, { secured, ioThreads, calls }),
    '',
    ...(proxied ? other.flatMap((made) => lines(proxied, made, language, known)) : []),
    ...own.slice(0, until < 0 ? undefined : until + 1).flatMap((made) => lines(socket, made, language, known)),
  ].join('\n');
}

const OPENING: readonly LifeCall['type'][] = ['create', 'bind', 'connect', 'subscribe', 'join'];

/** From the last time that it was created: a name is given once in a program. */
function newest(calls: readonly CallMade[]): readonly CallMade[] {
  return calls.slice(
    Math.max(
      0,
      calls.findLastIndex(({ call }) => call.type === 'create'),
    ),
  );
}

function lines(
  { key, type }: ToldSocket,
  { call, problem }: CallMade,
  language: CodeLanguage,
  known: KnownKey,
): string[] {
  const made = callLines({ key, call, socket: type }, language, known);
  return problem === undefined ? made : made.map((line) => `${language === 'node' ? '//' : '#'} ${line}`);
}
