import type { Closing, ClosingCode, WireSideName } from '../../shared/wire/ladder';
import type { RfcNumber, RfcPlace } from '../../shared/wire/rfc';
import { canTalk, SOCKET_TYPES, type SocketType } from '../../shared/zmq/socket-types';
import { isWeb } from '../../shared/wire/byte-parts';
import type { ConnectionRecord } from './connection-record';
import type { StoredStep } from './step-store';
import { parseCommand, parseErrorReason } from './zmtp-command';

/** Two servers wait for each other's HELLO until one gives up: after 30 s, unless `ZMQ_HANDSHAKE_IVL` says otherwise. */
const WAITING_S = 1;

/**
 * Why a connection is over, from what both sides had said until then; `undefined` while it lives. What no byte tells is
 * not guessed: a side that left in the middle of a handshake which could have gone on is `unfinished`.
 * @param own the types of the app's own sockets, which are known also where their READY never came
 */
export function closingOf(record: ConnectionRecord, own: OwnTypes = {}): Closing | undefined {
  const { ending, readyAt, fault } = record;
  if (record.closedAt === undefined || ending === undefined) return undefined;
  const { by } = ending;
  const closing = (code: ClosingCode, values: Closing['values'] = {}, place?: RfcPlace): Closing => ({
    code,
    by,
    values,
    ...(place ? { place } : {}),
  });
  if (ending.how === 'refused') return closing('refused', ending.refusal ?? {});
  if (record.connection.cut === true) return closing('garbage');
  const denied = errorOf(record);
  if (denied) return { ...denied, by: by ?? denied.by };
  if (readyAt !== undefined) {
    // Both have said READY, and one did not like what the other said.
    return (ending.by === undefined ? undefined : typesDiffer(record, own, closing)) ?? closing(ending.how);
  }
  if (fault !== undefined) return closing(ending.how);
  if (ending.how === 'relayClosed') return closing('relayClosed');
  return handshakeFailure(record, own, closing) ?? closing(ending.how === 'reset' ? 'reset' : 'unfinished');
}

export type OwnTypes = Partial<Readonly<Record<WireSideName, string>>>;

type MakeClosing = (code: ClosingCode, values?: Closing['values'], place?: RfcPlace) => Closing;

/** A side said ERROR (RFC 37/ZMTP 3.1, Error Handling). */
function errorOf(record: ConnectionRecord): Closing | undefined {
  const step = record.steps.find(({ name }) => name === 'ERROR');
  if (!step) return undefined;
  const by: WireSideName = step.direction === 'forward' ? 'connecting' : 'binding';
  const place: RfcPlace = { rfc: 37, section: 'Error Handling' };
  return { code: 'errorCommand', by, values: { reason: reasonOf(step) }, place };
}

function reasonOf({ bytes, header }: StoredStep): string {
  const body = bytes.subarray(header);
  const command = parseCommand(body, 0, body.length);
  return command ? parseErrorReason(body.subarray(command.dataFrom)) : '';
}

function handshakeFailure(record: ConnectionRecord, own: OwnTypes, closing: MakeClosing): Closing | undefined {
  const { connecting, binding } = record.connection;
  if (isWeb(connecting.version) && binding.version === '' && record.ending?.by === 'binding') {
    return closing(
      'upgradeUnanswered',
      { protocols: `ZWS2.0/${connecting.mechanism}` },
      { rfc: 45, section: 'Handshake' },
    );
  }
  if (connecting.version === '' && !hasSpoken(record, 'forward')) return closing('silent', { side: 'connecting' });
  if (binding.version === '' && !hasSpoken(record, 'backward')) return closing('silent', { side: 'binding' });
  const [one, other] = [connecting.mechanism, binding.mechanism];
  if (one === '' || other === '') return undefined;
  if (one !== other) {
    const place: RfcPlace = { rfc: 37, section: 'Authentication and Confidentiality' };
    return closing('mechanismsDiffer', { connecting: one, binding: other }, place);
  }
  if (one === 'PLAIN' || one === 'CURVE')
    return securityFailure(record, one, closing) ?? typesDiffer(record, own, closing);
  return typesDiffer(record, own, closing);
}

function securityFailure(record: ConnectionRecord, mechanism: string, closing: MakeClosing): Closing | undefined {
  const place: RfcPlace = { rfc: mechanism === 'PLAIN' ? 24 : 25, section: 'Implementation' };
  const said = (wanted: string, way?: StoredStep['direction']) =>
    record.steps.find(({ name, direction }) => name === wanted && direction === (way ?? direction)) !== undefined;
  // A client says HELLO at once. Who is the server, a libzmq does not say in its greeting: its as-server is always 0.
  if (said('HELLO', 'forward') && said('HELLO', 'backward')) return closing('bothClients', { mechanism }, place);
  if (!said('HELLO'))
    return saidNothingFor(record, WAITING_S) ? closing('bothServers', { mechanism }, place) : undefined;
  if (said('READY')) return undefined;
  if (mechanism === 'PLAIN') return closing('plainRefused', {}, place);
  return said('INITIATE')
    ? closing('curveInitiateRefused', {}, { rfc: 26, section: 'The INITIATE Command' })
    : closing('curveHelloRefused', {}, { rfc: 26, section: 'The HELLO Command' });
}

function typesDiffer(record: ConnectionRecord, own: OwnTypes, closing: MakeClosing): Closing | undefined {
  const { connecting, binding } = record.connection;
  const one = typeOf(connecting.socketType || own.connecting);
  const other = typeOf(binding.socketType || own.binding);
  if (one === undefined || other === undefined || canTalk(one, other)) return undefined;
  return closing('typesDiffer', { connecting: one, binding: other }, typePlace(connecting.version));
}

function typePlace(version: string): RfcPlace {
  if (isWeb(version)) return { rfc: 45, section: 'Socket Compatibility' };
  const rfc: RfcNumber = version.startsWith('2') ? 15 : version === '3.0' ? 23 : 37;
  return { rfc, section: rfc === 15 ? 'Socket Compatibility' : 'The Socket-Type Property' };
}

function typeOf(socketType: string | undefined): SocketType | undefined {
  return SOCKET_TYPES.find((type) => type === socketType);
}

function hasSpoken(record: ConnectionRecord, direction: StoredStep['direction']): boolean {
  return record.steps.find((step) => step.direction === direction && step.size > 0) !== undefined;
}

/** True where both have greeted and then waited for the other, for so many seconds at the least. */
function saidNothingFor({ steps, closedAt }: ConnectionRecord, seconds: number): boolean {
  const greetings = steps
    .from(0, steps.count)
    .filter(({ type, unfinished }) => (type === 'greeting' || type === 'upgrade') && !unfinished);
  const last = greetings.at(-1);
  return greetings.length === 2 && last !== undefined && (closedAt ?? 0) - last.t >= seconds;
}
