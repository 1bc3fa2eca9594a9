import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  beginGesture,
  cancelGesture,
  canRedo,
  canUndo,
  change,
  commitGesture,
  LONGEST_HISTORY,
  redo,
  startHistory,
  undo,
  type History,
} from './history';

type Move = 'change' | 'begin' | 'commit' | 'cancel' | 'undo' | 'redo';
const moves = fc.array(fc.constantFrom<Move>('change', 'begin', 'commit', 'cancel', 'undo', 'redo'), { maxLength: 60 });

function play(list: readonly Move[]): History<number> {
  let next = 1;
  return list.reduce<History<number>>((history, move) => {
    switch (move) {
      case 'change':
        return change(history, next++);
      case 'begin':
        return beginGesture(history);
      case 'commit':
        return commitGesture(history);
      case 'cancel':
        return cancelGesture(history);
      case 'undo':
        return undo(history);
      case 'redo':
        return redo(history);
    }
  }, startHistory(0));
}

describe('history', () => {
  it('redo after undo is the identity, whatever came before', () => {
    fc.assert(
      fc.property(moves, (list) => {
        const history = commitGesture(play(list));
        if (!canUndo(history)) return;
        expect(redo(undo(history))).toEqual(history);
      }),
    );
  });

  it('undo after redo is the identity, whatever came before', () => {
    fc.assert(
      fc.property(moves, (list) => {
        const history = commitGesture(play(list));
        if (!canRedo(history)) return;
        expect(undo(redo(history))).toEqual(history);
      }),
    );
  });

  it('undone all the way is the document one began with', () => {
    fc.assert(
      fc.property(moves, (list) => {
        let history = play(list);
        while (canUndo(history)) history = undo(history);
        expect(history.present).toBe(0);
      }),
    );
  });

  it('makes one step of a whole gesture', () => {
    const dragged = commitGesture(change(change(beginGesture(startHistory(0)), 1), 2));
    expect(dragged.past).toEqual([0]);
    expect(undo(dragged).present).toBe(0);
  });

  it('takes back a cancelled gesture and leaves no step', () => {
    const cancelled = cancelGesture(change(beginGesture(startHistory(0)), 1));
    expect(cancelled).toEqual(startHistory(0));
  });

  it('undoes an open gesture as one step', () => {
    const open = change(change(beginGesture(change(startHistory(0), 1)), 2), 3);
    expect(canUndo(open)).toBe(true);
    expect(undo(open).present).toBe(1);
  });

  it('forgets the future at a change, and the oldest past beyond its bound', () => {
    let history = startHistory(0);
    for (let at = 1; at <= LONGEST_HISTORY + 10; at++) history = change(history, at);
    expect(history.past).toHaveLength(LONGEST_HISTORY);
    expect(canRedo(change(undo(history), -1))).toBe(false);
  });

  it('counts the same document as no change', () => {
    const history = startHistory(0);
    expect(change(history, 0)).toBe(history);
    expect(commitGesture(beginGesture(history))).toEqual(history);
  });
});
