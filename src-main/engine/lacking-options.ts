import {
  isOptionName,
  optionFacts,
  OPTIONS,
  type OptionFacts,
  type OptionName,
  type OptionValue,
} from '../../shared/zmq/options';
import { socketFacts } from '../../shared/zmq/socket-types';
import { openZmqSocket, setOptions } from './zmq-socket';
import { zmq } from './zeromq';

/** The options of the draft API that the loaded library refuses: libzmq names none of them, so each is set once to see. */
export function lackingOptions(): OptionName[] {
  const drafts = Object.keys(OPTIONS)
    .filter(isOptionName)
    .map(optionFacts)
    .filter(({ draft }) => draft === true);
  return drafts.flatMap((facts) => (takes(facts) ? [] : [facts.name]));
}

function takes(facts: OptionFacts): boolean {
  const type = facts.sockets.find((each) => !socketFacts(each).draft || zmq.capability.draft === true);
  if (type === undefined) return false;
  const socket = openZmqSocket(type, {});
  try {
    setOptions(socket, { [facts.name]: exampleOf(facts) });
    return true;
  } catch {
    // EINVAL: this build has no such option.
    return false;
  } finally {
    socket.close();
  }
}

function exampleOf({ form, choices, fallback }: OptionFacts): OptionValue {
  if (form === 'property') return 'X-a:b';
  return choices?.[0] ?? fallback ?? 0;
}
