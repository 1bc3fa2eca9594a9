import { useCallback, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { selectedFlows } from '../../shared/traffic/flow-choice';
import type { ConnectionFacts, ConnectionsAnswer } from '../../shared/wire/ladder';
import { request } from '../bridge';
import { useDocument } from '../stores/document';
import { useRuntime } from '../stores/runtime';
import { useView } from '../stores/view';
import { useWire } from '../stores/wire';
import { withNames } from './side-names';

/** Milliseconds between two looks at the wire while something runs. */
export const LOOK_MS = 500;

/** Whose connections are wanted. */
interface Wanted {
  readonly flows: readonly number[];
  readonly nodes: readonly string[];
}

/** What is selected on the canvas; `undefined` where nothing is, or all are wanted. */
export function useSelected(): Wanted | undefined {
  const source = useWire((state) => state.source);
  const selection = useView((state) => state.selection);
  const topology = useDocument((state) => state.history.present);
  const status = useRuntime((state) => state.status);
  const flows = source === 'all' ? undefined : selectedFlows(selection, topology, status);
  return useSame(flows && { flows, nodes: [...selection.nodes] });
}

/** The same again is the same question. */
export function useSame(wanted: Wanted | undefined): Wanted | undefined {
  const key = wanted && JSON.stringify(wanted);
  return useMemo(() => (key === undefined ? undefined : (JSON.parse(key) as Wanted)), [key]);
}

/** Connections of these, or of all, looked at again and again; `undefined` until the first answer. */
export function useConnections(wanted: Wanted | undefined): ConnectionsAnswer | undefined {
  const [answer, setAnswer] = useState<ConnectionsAnswer>();
  useRepeatedly(
    async (current) => {
      const newest = await request('wire:connections', wanted ?? {});
      if (current()) setAnswer(newest ?? NOTHING);
    },
    [wanted],
  );
  const name = useNaming();
  return useMemo(() => answer && { ...answer, connections: answer.connections.map(name) }, [answer, name]);
}

/** Names the sides of a connection as they are called now. */
export function useNaming(): (connection: ConnectionFacts) => ConnectionFacts {
  const peers = useRuntime((state) => state.peers);
  const { i18n } = useTranslation();
  return useCallback((connection) => withNames(connection, peers), [peers, i18n.language]);
}

const NOTHING: ConnectionsAnswer = { connections: [], forgotten: 0 };

/**
 * Does `look` now, and again every LOOK_MS after it was done while something runs, and once when the run has ended.
 * `current` is false once the answer is no longer wanted.
 */
export function useRepeatedly(look: (current: () => boolean) => Promise<void>, about: readonly unknown[]): void {
  const state = useRuntime(({ status }) => status.state);
  useEffect(() => {
    let wanted = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const go = () => {
      look(() => wanted).then(
        () => {
          if (wanted && state !== 'stopped') timer = setTimeout(go, LOOK_MS);
        },
        (error: unknown) => console.error('looking at the wire failed', error),
      );
    };
    go();
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [state, ...about]);
}
