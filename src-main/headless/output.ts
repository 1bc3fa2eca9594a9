import type { Writable } from 'node:stream';

export interface Output {
  readonly write: (text: string) => void;
}

/**
 * A standard stream of the process. Where its reader has gone (`| head -1`, a closed terminal) what is written is dropped:
 * the program goes on to its own end.
 * @param onFault told of any other failure, such as a full disk
 */
export function openOutput(stream: Writable, onFault: (error: Error) => void = () => undefined): Output {
  let open = true;
  stream.on('error', (error: NodeJS.ErrnoException) => {
    open = false;
    if (error.code !== 'EPIPE' && error.code !== 'EIO') onFault(error);
  });
  return {
    write: (text) => {
      if (open) stream.write(text);
    },
  };
}
