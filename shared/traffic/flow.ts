/**
 * A flow is one cable that is observed: a link of the topology, or the connection of a peer outside. Flows are numbered
 * by the engine from 0 for a whole run, so that counters, pulses and captured records can name them by a small number.
 */
export type FlowId = number;

/** `forward` is from the side that connects to the side that binds; `backward` is the other way. */
export type Direction = 'forward' | 'backward';

/** The number that stands for a direction in binary layouts. */
export const FORWARD = 0;
export const BACKWARD = 1;

/** What a captured item is. Numbers are those of the binary layouts. */
export const ITEM_KINDS = ['message', 'command', 'handshake', 'lost'] as const;
export type ItemKind = (typeof ITEM_KINDS)[number];
export const KIND_MESSAGE = 0;
export const KIND_COMMAND = 1;
export const KIND_HANDSHAKE = 2;
/** A message, or a number of them, that did not arrive: see shared/traffic/losses.ts. */
export const KIND_LOST = 3;
