import { ipcMain, type IpcMainEvent, type IpcMainInvokeEvent, type WebContents } from 'electron';
import {
  REPORT_NAMES,
  REQUEST_NAMES,
  type AnswerOf,
  type EventName,
  type Events,
  type ReportName,
  type RequestName,
  type RequestOf,
} from '../../shared/ipc';
import { fail, ok, type Result } from '../../shared/result';
import { REQUEST_SCHEMAS } from './validate';

/** What thread 1 does for each request. The compiler finds a request that has none. */
export type Routes = {
  readonly [Name in RequestName]: (value: RequestOf<Name>) => AnswerOf<Name> | Promise<AnswerOf<Name>>;
};

export interface ChannelParts {
  readonly routes: Routes;
  /** The only contents that may ask, and the origin that their main frame must have. */
  trusted(): { readonly contents: WebContents; readonly origin: string } | undefined;
  onRefused(name: RequestName, reason: string): void;
}

/** Serves every request of the contract: the sender and the value are checked before a route sees them. */
export function serveRequests(parts: ChannelParts): void {
  for (const name of REQUEST_NAMES) serve(name, parts);
  for (const name of REPORT_NAMES) hear(name, parts);
}

function serve<Name extends RequestName>(name: Name, parts: ChannelParts): void {
  ipcMain.handle(name, (event, value: unknown) => {
    const checked = check(name, event, value, parts);
    if (checked.ok) return parts.routes[name](checked.value);
    throw new Error(`${name} was refused: ${checked.error}`);
  });
}

function hear<Name extends ReportName>(name: Name, parts: ChannelParts): void {
  ipcMain.on(name, (event, value: unknown) => {
    const checked = check(name, event, value, parts);
    if (checked.ok) void parts.routes[name](checked.value);
  });
}

/** The value of a request that may be answered, or why it is refused, which has been told then. */
function check<Name extends RequestName>(
  name: Name,
  event: IpcMainEvent | IpcMainInvokeEvent,
  value: unknown,
  { trusted, onRefused }: ChannelParts,
): Result<RequestOf<Name>, string> {
  const refuse = (reason: string) => {
    onRefused(name, reason);
    return fail(reason);
  };
  const distrust = distrustOf(event, trusted());
  if (distrust !== undefined) return refuse(distrust);
  const schema: { safeParse(value: unknown): Parsed<RequestOf<Name>> } = REQUEST_SCHEMAS[name];
  const parsed = schema.safeParse(value);
  return parsed.success ? ok(parsed.data) : refuse(parsed.error.message);
}

type Parsed<Value> =
  | { readonly success: true; readonly data: Value }
  | { readonly success: false; readonly error: { readonly message: string } };

/** Why a sender is not to be answered; `undefined` where it is the window's own page. */
function distrustOf(
  event: IpcMainEvent | IpcMainInvokeEvent,
  trusted: ReturnType<ChannelParts['trusted']>,
): string | undefined {
  if (trusted === undefined || event.sender !== trusted.contents) return 'it came from other contents';
  if (event.senderFrame === null || event.senderFrame !== trusted.contents.mainFrame) return 'it came from a frame';
  return originOf(event.senderFrame.url) === trusted.origin ? undefined : `it came from ${event.senderFrame.url}`;
}

/** Scheme and host of an address, as `app://patchbay`. `URL.origin` is `null` for schemes that are not the web's. */
export function originOf(address: string): string | undefined {
  if (!URL.canParse(address)) return undefined;
  const { protocol, host } = new URL(address);
  return `${protocol}//${host}`;
}

/** Tells the window; one that is gone hears nothing. */
export function emit<Name extends EventName>(contents: WebContents | undefined, name: Name, value: Events[Name]): void {
  if (contents && !contents.isDestroyed() && !contents.isCrashed()) contents.send(name, value);
}
