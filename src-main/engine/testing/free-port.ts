import { createServer } from 'node:net';

/** What was given out: the system gives a port that was let go of again before long. */
const given = new Set<number>();

/** A tcp port of 127.0.0.1 that nobody uses right now, each time another one. */
export async function freePort(): Promise<number> {
  const port = await anyPort();
  if (given.has(port)) return freePort();
  given.add(port);
  return port;
}

function anyPort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
