import { numberedOption, optionNumber, type NumberedOption } from '../../shared/zmq/numbered-options';
import { optionsOf, type OptionValue } from '../../shared/zmq/options';
import type { SocketType } from '../../shared/zmq/socket-types';

/** The methods of zeromq.js that are behind its own options. */
interface OptionAccess {
  getBoolOption(option: number): boolean;
  setBoolOption(option: number, value: boolean): void;
  getInt32Option(option: number): number;
  setInt32Option(option: number, value: number): void;
  setStringOption(option: number, value: Uint8Array): void;
}

/** `ZMQ_TOPICS_COUNT` in `zmq.h`. */
const TOPICS_COUNT = 116;

type SocketClass = new (options: object) => object;

/** A class of zeromq.js together with the options of its type that zeromq.js has no name for. */
export function withNumberedOptions(type: SocketType, native: SocketClass): SocketClass {
  class NumberedSocket extends native {}
  for (const { name } of optionsOf(type)) {
    const option = numberedOption(name, type);
    if (option) Object.defineProperty(NumberedSocket.prototype, name, accessors(option));
  }
  return NumberedSocket;
}

function accessors({ number, takes, values, setOnly }: NumberedOption): PropertyDescriptor & ThisType<OptionAccess> {
  const set = function (this: OptionAccess, value: OptionValue): void {
    if (takes === 'bytes') this.setStringOption(number, Buffer.from(String(value)));
    else if (takes === 'bool') this.setBoolOption(number, value === true);
    else this.setInt32Option(number, optionNumber(value, values));
  };
  const get = function (this: OptionAccess): OptionValue {
    if (takes === 'bool') return this.getBoolOption(number);
    const read = this.getInt32Option(number);
    return values ? (Object.keys(values).find((name) => values[name] === read) ?? '') : read;
  };
  return setOnly ? { set } : { get, set };
}

/** Different topics in a socket's own table: of the draft API, since libzmq 4.3.5. */
export function topicsCountOf(socket: Pick<OptionAccess, 'getInt32Option'>): number | undefined {
  try {
    return socket.getInt32Option(TOPICS_COUNT);
  } catch {
    // EINVAL: another type, or a library without it.
    return undefined;
  }
}
