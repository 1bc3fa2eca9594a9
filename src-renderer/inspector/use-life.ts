import { useEffect, useState } from 'react';
import type { SocketKey } from '../../shared/topology/topology';
import { NO_LIFE, type SocketLife } from '../../shared/traffic/socket-life';
import { request } from '../bridge';
import { useRuntime } from '../stores/runtime';

/** Milliseconds between two questions where no status tells of a change: messages do not change it. */
const LOOK_MS = 1000;

/** What was done with a socket in the run that is on, or the last one; without a socket nothing was. */
export function useLife(socket: SocketKey | undefined, moved: boolean): SocketLife {
  const [life, setLife] = useState(NO_LIFE);
  const status = useRuntime((state) => state.status);
  useEffect(() => {
    if (socket === undefined) return undefined;
    let stopped = false;
    const ask = async () => {
      const answer = await request('socket:life', { socket });
      if (!stopped) setLife((before) => (JSON.stringify(before) === JSON.stringify(answer) ? before : answer));
    };
    void ask();
    const timer = status.state === 'stopped' ? undefined : setInterval(ask, LOOK_MS);
    return () => {
      stopped = true;
      clearInterval(timer);
    };
  }, [socket, status, moved]);
  return life;
}
