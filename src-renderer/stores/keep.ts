import { create } from 'zustand';
import type { TaskProgress } from '../../shared/keep';
import { listen } from '../bridge';

interface KeepState {
  /** What is being exported, saved, opened or replayed, and how far it has come. */
  readonly task: TaskProgress | undefined;
}

export const useKeep = create<KeepState>()(() => ({ task: undefined }));

/** Hears how far tasks have come. Returns how to stop. */
export function listenToTasks(): () => void {
  return listen('keep:progress', (task) => {
    // One that has ended meanwhile is not brought back by what was still on its way.
    useKeep.setState((before) => (before.task?.task === task.task ? { task } : before));
  });
}

/** Shows a task for as long as it takes. */
export async function during<Value>(task: TaskProgress['task'], work: () => Promise<Value>): Promise<Value> {
  useKeep.setState({ task: { task, progress: 0, done: 0 } });
  try {
    return await work();
  } finally {
    useKeep.setState({ task: undefined });
  }
}
