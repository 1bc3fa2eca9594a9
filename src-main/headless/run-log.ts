import type { Problem } from '../../shared/result';
import type { EndpointStatus, PeerStatus, RunStatus } from '../../shared/traffic/status';

/** Sentences remembered so that each is said once; beyond this many nothing new is said. */
const MOST_SENTENCES = 10_000;

/** Tells a person what becomes of a run, one line for each thing that happens, each of them once. */
export class RunLog {
  private readonly said = new Set<string>();
  /** Those that are listed, and whether they were said to be connected. */
  private readonly peers = new Map<string, boolean>();

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
      const { id, connected, socket, endpoint } = peer;
      const before = this.peers.get(id);
      if (connected !== before) {
        this.peers.set(id, connected);
        if (connected) this.write(`${peerName(peer)} is connected with ${socket} at ${endpoint}.`);
        else if (before) this.write(`${peerName(peer)} has left ${socket}.`);
        else this.write(`${peerName(peer)} was connected with ${socket} at ${endpoint}, and has left.`);
      }
      if (peer.problem) this.say(`${peerName(peer)}: ${peer.problem.message}`);
    }
    const listed = new Set(peers.map(({ id }) => id));
    for (const id of this.peers.keys()) if (!listed.has(id)) this.peers.delete(id);
  }
}

/** What keeps a run from being the one that was asked for: sockets, endpoints and links that could not be opened. */
export function startFailures({ sockets, links }: RunStatus): string[] {
  const ofSockets = sockets.flatMap(({ key, state, endpoints, problems }) => [
    ...(state === 'failed' ? problems.map((problem) => problemLine(key, problem)) : []),
    // One that is open may still say that nobody lets it in: that is no failure of the start.
    ...endpoints.flatMap(({ problem, actual }) => (problem && actual === '' ? [problemLine(key, problem)] : [])),
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

function peerName({ id, meets, socketType, identity, remote }: PeerStatus): string {
  if (meets !== undefined) return meets;
  const facts = [socketType, identity, remote].filter((fact) => fact !== '');
  return facts.length === 0 ? id : `${id} (${facts.join(' ')})`;
}
