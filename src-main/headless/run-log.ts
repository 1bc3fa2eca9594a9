import type { Problem } from '../../shared/result';
import type { EndpointStatus, PeerStatus, RunStatus } from '../../shared/traffic/status';

/** Sentences remembered so that each is said once; beyond this many nothing new is said. */
const MOST_SENTENCES = 10_000;

/** Tells a person what becomes of a run, one line for each thing that happens, each of them once. */
export class RunLog {
  private readonly said = new Set<string>();
  private readonly present = new Set<string>();

  /** @param write takes one line, without its end */
  constructor(private readonly write: (line: string) => void) {}

  /** Says a sentence unless it was said before. */
  say(sentence: string): void {
    const line = oneLine(sentence);
    if (this.said.has(line) || this.said.size >= MOST_SENTENCES) return;
    this.said.add(line);
    this.write(line);
  }

  /** Says what is new in a status. */
  take({ sockets, links, peers, problems }: RunStatus): void {
    for (const { key, endpoints, problems: own } of sockets) {
      for (const endpoint of endpoints) {
        const line = endpointLine(key, endpoint);
        if (line !== undefined) this.say(line);
      }
      for (const problem of own) this.say(problemLine(key, problem));
    }
    for (const { id, problem } of links) if (problem) this.say(problemLine(id, problem));
    for (const problem of problems) this.say(problem.message);
    this.takePeers(peers);
  }

  private takePeers(peers: readonly PeerStatus[]): void {
    for (const peer of peers) {
      // Before its handshake it is nobody yet, and may never be.
      const here = peer.connected && peer.socketType !== '';
      if (here && !this.present.has(peer.id)) {
        this.present.add(peer.id);
        this.write(`${peerName(peer)} is connected with ${peer.socket} at ${peer.endpoint}.`);
      } else if (!peer.connected && this.present.delete(peer.id)) {
        this.write(`${peerName(peer)} has left ${peer.socket}.`);
      }
      if (peer.problem) this.say(`${peerName(peer)}: ${peer.problem.message}`);
    }
  }
}

/** What keeps a run from being the one that was asked for: sockets, endpoints and links that could not be opened. */
export function startFailures({ sockets, links }: RunStatus): string[] {
  const ofSockets = sockets.flatMap(({ key, state, endpoints, problems }) => [
    ...(state === 'failed' ? problems.map((problem) => problemLine(key, problem)) : []),
    ...endpoints.flatMap(({ problem }) => (problem ? [problemLine(key, problem)] : [])),
  ]);
  const ofLinks = links.flatMap(({ id, state, problem }) =>
    state === 'failed' && problem ? [problemLine(id, problem)] : [],
  );
  return [...ofSockets, ...ofLinks];
}

/** A sentence on a line of its own: what is in it may have come from a file. */
export function oneLine(sentence: string): string {
  return sentence.replaceAll(/\s*[\r\n\u2028\u2029]+\s*/g, ' ');
}

function problemLine(where: string, { message }: Problem): string {
  return oneLine(`${where}: ${message}`);
}

function endpointLine(key: string, { use, given, actual, problem }: EndpointStatus): string | undefined {
  if (problem) return problemLine(key, problem);
  if (actual === '') return undefined;
  return use === 'bind' ? `${key}: listening at ${actual}` : `${key}: connecting to ${given}`;
}

function peerName({ id, socketType, identity, remote }: PeerStatus): string {
  const facts = [socketType, identity, remote].filter((fact) => fact !== '');
  return facts.length === 0 ? id : `${id} (${facts.join(' ')})`;
}
