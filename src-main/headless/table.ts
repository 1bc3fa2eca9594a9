import type { Total } from '../engine/protocol';
import type { Report } from './report';

/** A report for a person: a few aligned columns, ending in a line feed. */
export function tableOf(report: Report): string {
  const { topology, durationMs, libzmq, capture } = report;
  const nodes = Object.entries(report.nodes).map(([id, { sent, received }]) => [id, `${sent}`, `${received}`]);
  const links = Object.entries(report.links).map(([id, link]) => [
    id,
    link.state,
    totalText(link.forward),
    totalText(link.backward),
    link.observe,
    link.endpoint,
  ]);
  const peers = report.peers.map((peer) => [
    `${peer.socketType} ${peer.identity}`.trim() || 'unknown',
    peer.socket,
    totalText(peer.toNode),
    totalText(peer.fromNode),
    peer.endpoint,
  ]);
  const meetings = (report.meetings ?? []).map(({ from, to, forward, backward, endpoint }) => [
    from,
    to,
    totalText(forward),
    totalText(backward),
    endpoint,
  ]);
  const troubles = [
    ...Object.entries(report.nodes).flatMap(([id, { errors }]) => errors.map((error) => `${id}: ${error}`)),
    ...Object.entries(report.links).flatMap(([id, { problem }]) =>
      problem === undefined ? [] : [`${id}: ${problem}`],
    ),
  ];
  return [
    `"${topology}" ran for ${(durationMs / 1000).toFixed(1)} s on ZeroMQ ${libzmq}.`,
    ...columns(['node', 'sent', 'received'], nodes),
    ...columns(['link', 'state', 'forward', 'backward', 'seen at', 'endpoint'], links),
    ...columns(['program outside', 'socket', 'to the socket', 'from the socket', 'endpoint'], peers),
    ...columns(['connected by hand', 'to', 'forward', 'backward', 'endpoint'], meetings),
    ...(troubles.length > 0 ? ['', ...troubles] : []),
    '',
    capturedText(capture),
    '',
  ].join('\n');
}

function totalText({ messages, bytes }: Total): string {
  return `${messages} (${bytes} B)`;
}

function capturedText({ messages, dropped }: Report['capture']): string {
  const seen = `${messages} ${messages === 1 ? 'item was' : 'items were'} captured`;
  return dropped === 0 ? `${seen}.` : `${seen}; the oldest ${dropped} made room for newer ones.`;
}

/** Lines of a table with its head, numbers to the right; none where there are no rows. */
function columns(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  if (rows.length === 0) return [];
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const isCount = head.map((_, column) => column > 0 && rows.every((row) => /^\d/.test(row[column] ?? '')));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => (isCount[column] ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0)))
      .join('  ')
      .trimEnd();
  return ['', line(head), ...rows.map(line)];
}
