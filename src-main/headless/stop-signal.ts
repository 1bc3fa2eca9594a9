import type { EventEmitter } from 'node:events';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** One Ctrl-C can arrive twice, from the terminal and from a program in between: so close together they are one. */
const SAME_SIGNAL_MS = 300;

/**
 * Resolves at the first signal that asks the process to end. After it signals do what they do to any program: the next
 * one ends it at once.
 */
export function stopSignal(process: EventEmitter): Promise<void> {
  return new Promise((resolve) => {
    let asked = false;
    const letGo = () => {
      for (const signal of SIGNALS) process.off(signal, stop);
    };
    const stop = () => {
      if (asked) return;
      asked = true;
      setTimeout(letGo, SAME_SIGNAL_MS).unref();
      resolve();
    };
    for (const signal of SIGNALS) process.on(signal, stop);
  });
}
