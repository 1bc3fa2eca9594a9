import type { TFunction } from 'i18next';
import { problemText } from '../i18n/problem-text';
import { byteParts, isWeb, type ExplainContext } from '../../shared/wire/byte-parts';
import type { ConnectionFacts, LadderStep, WireSideFacts, WireSideName } from '../../shared/wire/ladder';
import { durationText } from '../ui/numbers';

/** What one side is called. */
export function sideName(side: WireSideFacts, t: TFunction<'wire'>): string {
  return side.name === '' ? t('side.program') : side.name;
}

/** The side that a step comes from, as its bytes are to be read. */
export function sideOf(connection: ConnectionFacts, step: Pick<LadderStep, 'direction'>): WireSideFacts {
  return step.direction === 'backward' ? connection.binding : connection.connecting;
}

export function contextOf(connection: ConnectionFacts, step: LadderStep): ExplainContext {
  const { version, mechanism } = sideOf(connection, step);
  const other = sideOf(connection, { direction: step.direction === 'backward' ? 'forward' : 'backward' });
  // A greeting is read by what it says itself; all else in the lower version of the two.
  const lower = version !== '' && other.version !== '' && Number(other.version) < Number(version);
  return { version: lower && step.type !== 'greeting' ? other.version : version, mechanism };
}

/** A step in a word or two, and what matters most of it. */
export function stepText(
  connection: ConnectionFacts,
  step: LadderStep,
  t: TFunction<'wire'>,
): { readonly title: string; readonly detail: string } {
  const context = contextOf(connection, step);
  const parts = byteParts(step, context);
  const valueOf = (name: string) => parts.find((part) => part.name === name)?.value;
  switch (step.type) {
    case 'greeting': {
      const version = sideOf(connection, step).version;
      const server = valueOf('asServer') === '1' ? t('row.server') : '';
      const detail = [protocolText(version), valueOf('mechanism'), server].filter(Boolean).join(' · ');
      return { title: t('row.greeting'), detail };
    }
    case 'upgrade': {
      const answer = step.direction === 'backward';
      const line =
        (answer
          ? valueOf('statusLine')?.replace(/^HTTP\/1\.1 (\d+).*/, '$1')
          : valueOf('requestLine')?.split(' ')[1]) ?? '';
      const protocol = valueOf('subProtocol')?.replace(/^.*?:\s*/, '') ?? '';
      const detail = [line, protocol].filter(Boolean).join(' · ');
      return { title: t(answer ? 'row.upgradeAnswer' : 'row.upgradeRequest'), detail };
    }
    case 'identity':
      return { title: t('row.identity'), detail: valueOf('identity') ?? t('row.empty') };
    case 'fault':
      return { title: t('row.fault'), detail: '' };
    case 'handshake':
    case 'command':
    case 'subscription':
      return { title: step.name, detail: commandDetail(step, parts, valueOf, t) };
    default:
      return { title: '', detail: '' };
  }
}

function commandDetail(
  step: LadderStep,
  parts: ReturnType<typeof byteParts>,
  valueOf: (name: string) => string | undefined,
  t: TFunction<'wire'>,
): string {
  switch (step.name) {
    case 'SUBSCRIBE':
    case 'CANCEL':
      return valueOf('topic') ?? t('row.everything');
    case 'PING': {
      const ttl = Number.parseFloat(valueOf('ttl') ?? '0');
      return ttl > 0 ? t('row.ttl', { time: durationText(ttl * 1000) }) : '';
    }
    case 'ERROR':
      return valueOf('reason') ?? '';
    case 'HELLO':
      return valueOf('username') ?? '';
    default:
      return parts
        .filter(({ name, value }) => name === 'value' && value !== '')
        .map(({ value }) => value)
        .join(' · ');
  }
}

/** What a step is, in a sentence. */
export function stepSays(connection: ConnectionFacts, step: LadderStep, t: TFunction<'wire'>): string {
  if (step.type === 'handshake' || step.type === 'command') {
    const { mechanism } = sideOf(connection, step);
    return t([`says.${step.name}_${mechanism}`, `says.${step.name}`, 'says.other']);
  }
  if (step.type === 'upgrade' && step.direction === 'backward') return t('says.upgradeAnswer');
  return t(`says.${step.type}`);
}

/** What a side speaks: `ZMTP 3.1`, `ZWS 2.0`; '' while unknown. */
export function protocolText(version: string): string {
  return version === '' || isWeb(version) ? version : `ZMTP ${version}`;
}

/** Why a connection is over, in a sentence: what this app knows of it, else what the bytes say; undefined while it lives. */
export function closingText(connection: ConnectionFacts, t: TFunction<'wire'>): string | undefined {
  const { closing, refusal, connecting, binding } = connection;
  if (!closing) return undefined;
  if (refusal) return problemText(refusal);
  const nameOf = (side: WireSideName | undefined) =>
    side === undefined ? '' : sideName(side === 'connecting' ? connecting : binding, t);
  const { code, by, values } = closing;
  const side = values['side'] === 'binding' ? 'binding' : 'connecting';
  const detail = code === 'errorCommand' ? values['reason'] : code === 'refused' ? values['error'] : undefined;
  return t([...(detail === undefined ? [] : [`closing.${code}_${detail}`]), `closing.${code}`], {
    ...values,
    by: nameOf(by),
    side: nameOf(side),
    connectingName: sideName(connecting, t),
    bindingName: sideName(binding, t),
  });
}

/** Seconds as a duration with as much precision as it deserves: `0.42 ms`, `37 ms`, `2.1 s`. */
export function spanText(seconds: number): string {
  const ms = seconds * 1000;
  const rounded = ms < 1 ? Math.round(ms * 100) / 100 : ms < 100 ? Math.round(ms * 10) / 10 : Math.round(ms);
  return durationText(rounded >= 10_000 ? Math.round(rounded / 100) * 100 : rounded);
}
