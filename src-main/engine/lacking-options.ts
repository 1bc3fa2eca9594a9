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

/**
 * The options that the loaded library refuses. Of the draft API libzmq names none, so each is set once to see; what `interface`
 * needs of the system may be missing in a build, and only a bind says so.
 */
export function lackingOptions(): OptionName[] {
  const drafts = Object.keys(OPTIONS)
    .filter(isOptionName)
    .map(optionFacts)
    .filter(({ draft }) => draft === true);
  const refused = drafts.flatMap((facts) => (takes(facts) ? [] : [facts.name]));
  return bindsToInterfaces() ? refused : [...refused, 'interface'];
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

/** `zmq_setsockopt(3)`, ZMQ_BINDTODEVICE: a library without SO_BINDTODEVICE takes the option and then refuses to bind. */
function bindsToInterfaces(): boolean {
  const socket = openZmqSocket('PULL', { interface: 'lo' });
  try {
    socket.bindSync('tcp://127.0.0.1:*');
    return true;
  } catch (error) {
    return !(error instanceof Error && 'code' in error && error.code === 'ENOTSUP');
  } finally {
    socket.close();
  }
}

function exampleOf({ form, choices, fallback }: OptionFacts): OptionValue {
  if (form === 'property') return 'X-a:b';
  return choices?.[0] ?? fallback ?? 0;
}
