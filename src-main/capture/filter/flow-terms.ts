import type { FilterTerm, NameField } from '../../../shared/filter/ast';
import { BACKWARD, type FlowId } from '../../../shared/traffic/flow';
import type { EndNames, FilterWorld, FlowFacts } from './world';

/** Judges all items that went one way over one cable. */
export type FlowTest = (flow: FlowId, direction: number) => boolean;

const PUBLISHING = new Set(['PUB', 'SUB', 'XPUB', 'XSUB']);

/** A condition that needs no look at an item itself; `undefined` for one that does. */
export function flowTest(term: FilterTerm, world: FilterWorld): FlowTest | undefined {
  if (term.type === 'direction') {
    const backward = term.direction === 'backward';
    return (_flow, direction) => (direction === BACKWARD) === backward;
  }
  if (term.type !== 'name') return undefined;
  const matches = nameTest(term.names);
  return (flow, direction) => {
    const facts = world.flow(flow);
    return facts !== undefined && namesOf(term.field, facts, direction).some(matches);
  };
}

/** True for cables on which messages have topics: `zmq_socket(3)`, publish-subscribe pattern. */
export function publishes(world: FilterWorld): FlowTest {
  return (flow) => {
    const facts = world.flow(flow);
    return (
      facts !== undefined && [facts.connecting, facts.binding].some(({ socketType }) => PUBLISHING.has(socketType))
    );
  };
}

function namesOf(field: NameField, facts: FlowFacts, direction: number): readonly string[] {
  const { link, peer, connecting, binding } = facts;
  const [sender, receiver]: [EndNames, EndNames] =
    direction === BACKWARD ? [binding, connecting] : [connecting, binding];
  switch (field) {
    case 'socket':
      return [connecting.socketType, binding.socketType];
    case 'node':
      return [...connecting.names, ...binding.names];
    case 'from':
      return sender.names;
    case 'to':
      return receiver.names;
    case 'link':
      return link === undefined ? [] : [link];
    case 'peer':
      return peer;
  }
}

/** Whether a name is one of these, letters in either case; `*` in them stands for any characters. */
function nameTest(wanted: readonly string[]): (name: string) => boolean {
  const patterns = wanted.map((name) => {
    const parts = name.toLowerCase().split('*');
    return (other: string) => fitsGlob(other, parts);
  });
  return (name) => {
    const lower = name.toLowerCase();
    return name !== '' && patterns.some((fits) => fits(lower));
  };
}

/** Parts in their order, the first at the beginning and the last at the end: without backtracking. */
function fitsGlob(text: string, parts: readonly string[]): boolean {
  const first = parts[0] ?? '';
  if (parts.length === 1) return text === first;
  const last = parts.at(-1) ?? '';
  if (!text.startsWith(first) || !text.endsWith(last) || text.length < first.length + last.length) return false;
  let at = first.length;
  const end = text.length - last.length;
  for (const part of parts.slice(1, -1)) {
    const found = text.indexOf(part, at);
    if (found < 0 || found + part.length > end) return false;
    at = found + part.length;
  }
  return true;
}
