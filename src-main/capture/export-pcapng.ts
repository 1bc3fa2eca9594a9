import type { CapturedItem } from '../../shared/traffic/capture';
import type { FlowId } from '../../shared/traffic/flow';
import { isWeb } from '../../shared/wire/byte-parts';
import type { ByteSink } from './byte-sink';
import type { ExportContext, ExportEnd, ExportFlow, ExportFormat } from './export-format';
import { putInterface, putName, putPacket, putSectionHeader } from './pcapng-blocks';
import { TcpStory } from './pcapng-tcp';
import { introductionOf, ZMTP_FORM, type WireForm } from './zmtp-form';
import { zwsForm } from './zws-form';

/** Where an endpoint has no port of its own (ipc, inproc, a free one that is not known any more). */
const USUAL_PORT = 5555;
/** Ports that connecting ends get, one for each connection: the dynamic ones of RFC 6335. */
const FIRST_PORT = 49_152;
const LAST_PORT = 65_535;

interface Conversation {
  readonly story: TcpStory;
  readonly form: WireForm;
  /** What is said of the packets that are written next. */
  time: number;
  comment: string | undefined;
  id: number | undefined;
}

/**
 * Captured items as packets that Wireshark opens (pcapng). Each flow is an interface of its own; each of its connections a
 * TCP connection that is made up around the ZMTP bytes as they were on the wire. Each end has an address of its own, which
 * the file gives its name. Packets that say something that was not captured carry a comment: a handshake that was left out
 * of the export or has gone from the capture is put together from what is known of both sides.
 */
export class PcapngFormat implements ExportFormat {
  private readonly addresses = new Map<string, Uint8Array>();
  private readonly interfaces = new Map<FlowId, number>();
  /** By flow and number of the connection. */
  private readonly conversations = new Map<string, Conversation>();
  private nextPort = FIRST_PORT;
  private lastTime = 0;

  constructor(private readonly context: ExportContext) {}

  begin(out: ByteSink): void {
    putSectionHeader(out, 'ZeroMQ Patchbay');
  }

  item(out: ByteSink, item: CapturedItem, connection: number): boolean {
    const { row } = item;
    // What was lost was on no wire.
    if (row.kind === 'lost') return false;
    const flow = this.context.flowOf(row.flow);
    const time = Math.round(this.context.startedAt * 1000 + row.t * 1_000_000);
    this.lastTime = Math.max(this.lastTime, time);
    const key = `${row.flow} ${connection}`;
    const talk = this.conversations.get(key) ?? this.begun(out, item, flow, time);
    this.conversations.set(key, talk);
    talk.time = time;
    talk.id = row.seq;
    talk.comment = partOnly(item);
    talk.story.send(row.direction, talk.form.form(item));
    return true;
  }

  end(): void {
    for (const talk of this.conversations.values()) {
      Object.assign(talk, { time: this.lastTime, comment: undefined, id: undefined });
      talk.story.close();
    }
    this.conversations.clear();
  }

  /** A connection that begins with this item, in the file at least. */
  private begun(out: ByteSink, item: CapturedItem, flow: ExportFlow, time: number): Conversation {
    const talk = this.open(out, item.row.flow, flow, time);
    if (!talk.form.isOpening(item)) this.reconstruct(talk, flow, item.row.kind !== 'handshake');
    return talk;
  }

  private open(out: ByteSink, id: FlowId, flow: ExportFlow, time: number): Conversation {
    const number = this.interfaceOf(out, id, flow);
    const client = { address: this.addressOf(out, flow.connecting), port: this.nextPort };
    const server = { address: this.addressOf(out, flow.binding), port: portOf(flow.endpoint) };
    this.nextPort = this.nextPort === LAST_PORT ? FIRST_PORT : this.nextPort + 1;
    const web = isWeb(flow.connecting.side.version) || flow.endpoint.startsWith('ws://');
    const talk: Conversation = {
      time,
      form: web ? zwsForm(flow.endpoint) : ZMTP_FORM,
      comment: undefined,
      id: undefined,
      story: new TcpStory(client, server, (packet, first) => {
        const { comment, id: seq } = talk;
        putPacket(out, packet, {
          interface: number,
          time: talk.time,
          ...(first ? { comment, id: seq } : {}),
        });
      }),
    };
    talk.comment = madeUp(flow, web);
    talk.story.open();
    return talk;
  }

  /** Writes the greetings, and what both sides say of themselves, where the export begins after them. */
  private reconstruct(talk: Conversation, { connecting, binding }: ExportFlow, introduced: boolean): void {
    talk.id = undefined;
    talk.comment = 'Reconstructed from what is known of this side: its greeting is not among the exported items.';
    const { form, story } = talk;
    story.send('forward', form.opening(connecting.side, 'forward'));
    story.send('backward', form.opening(binding.side, 'backward'));
    if (!introduced) return;
    const [client, server] = [introductionOf(connecting.side), introductionOf(binding.side)];
    talk.comment = 'Reconstructed from what is known of this side: its handshake is not among the exported items.';
    if (client) story.send('forward', form.frame(client, 'forward'));
    if (server) story.send('backward', form.frame(server, 'backward'));
  }

  private interfaceOf(out: ByteSink, id: FlowId, flow: ExportFlow): number {
    const known = this.interfaces.get(id);
    if (known !== undefined) return known;
    const number = this.interfaces.size;
    this.interfaces.set(id, number);
    const name = flow.link ?? flow.peer ?? `flow ${id}`;
    putInterface(out, name, `${flow.connecting.name} connects to ${flow.binding.name} ${flow.endpoint}`.trim());
    return number;
  }

  /** Each end has an address of its own beneath 127.0.0.0/8, which no packet of a real network has. */
  private addressOf(out: ByteSink, { key, name }: ExportEnd): Uint8Array {
    const known = this.addresses.get(key);
    if (known) return known;
    const number = this.addresses.size + 1;
    const address = Uint8Array.of(127, (number >> 16) & 0xff, (number >> 8) & 0xff, number & 0xff);
    this.addresses.set(key, address);
    putName(out, address, name);
    return address;
  }
}

function madeUp({ observed }: ExportFlow, web: boolean): string {
  const masks = web ? '; the masks of the WebSocket are zeros, because a capture keeps bodies without theirs' : '';
  const framing = observed === 'wire' ? '' : '; this link was seen at its sockets, so its framing is made up too';
  return `The TCP connection is made up around the ZMTP bytes that were captured${masks}${framing}.`;
}

/** What an item lacks of what was on the wire, as a sentence; `undefined` where all of it was kept. */
function partOnly({ row, frames }: CapturedItem): string | undefined {
  if (!row.truncated) return undefined;
  const cut = frames.flatMap(({ size, bytes, truncated }, index) =>
    truncated ? [`of frame ${index + 1} the first ${bytes.length} of ${size} bytes`] : [],
  );
  const left = row.frames - frames.length;
  const parts = left > 0 ? [...cut, `${left} frames not at all`] : cut;
  return `The capture kept this message in part, and only what it kept is here: ${parts.join(', ')}.`;
}

function portOf(endpoint: string): number {
  const port = Number(/^(?:tcp|ws|wss):\/\/.*:(\d+)/.exec(endpoint)?.[1]);
  return port > 0 && port <= LAST_PORT ? port : USUAL_PORT;
}
