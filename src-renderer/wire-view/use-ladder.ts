import { useMemo, useRef, useState } from 'react';
import type { ConnectionFacts, LadderAnswer, LadderStep } from '../../shared/wire/ladder';
import { request } from '../bridge';
import { useNaming, useRepeatedly } from './use-connections';

/** A ladder as far as it has been read. */
export interface Ladder {
  readonly connection: ConnectionFacts;
  readonly steps: readonly LadderStep[];
  /** The seq that the capture's next item had when it was read last. */
  readonly seq: number;
}

export type LadderState = { readonly type: 'none' | 'gone' } | ({ readonly type: 'read' } & Ladder);

const NONE: LadderState = { type: 'none' };

/** Reads the ladder of a connection and what is added to it. */
export function useLadder(connection: number | undefined): LadderState {
  const [state, setState] = useState<LadderState>(NONE);
  const read = useRef<{ id: number; steps: LadderStep[] } | undefined>(undefined);
  useRepeatedly(
    async (current) => {
      if (connection === undefined) {
        setState(NONE);
        return;
      }
      if (read.current?.id !== connection) read.current = { id: connection, steps: [] };
      const { steps } = read.current;
      let answer: LadderAnswer | undefined;
      do {
        answer = await request('wire:ladder', { connection, from: (steps.at(-1)?.index ?? -1) + 1 });
        if (!current()) return;
        if (answer) steps.push(...answer.steps);
      } while (answer && answer.steps.length > 0);
      if (!answer) {
        setState({ type: 'gone' });
        return;
      }
      const { keptFirst, keptFrom, seq } = answer;
      // What the engine has passed over since is passed over here too, so that nothing grows without end.
      const kept = steps.filter(({ index }) => index < keptFirst || index >= keptFrom);
      read.current = { id: connection, steps: kept };
      setState({ type: 'read', connection: answer.connection, steps: [...kept], seq });
    },
    [connection],
  );
  const name = useNaming();
  return useMemo(() => {
    if (state.type !== 'read') return state;
    return state.connection.id === connection ? { ...state, connection: name(state.connection) } : NONE;
  }, [state, connection, name]);
}
