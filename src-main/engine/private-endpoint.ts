import type { WantedSocket } from '../../shared/plan';
import { judgesCallers } from '../../shared/security/rules';
import type { RunFolder } from './run-folder';
import { RELAYS_USE_IPC } from './zmq-socket';

/** True where relays dial a socket over ipc. Over tcp a caller has an address by which it is known again when it is judged. */
export function isDialledOverIpc(wanted: WantedSocket): boolean {
  return RELAYS_USE_IPC && !judgesCallers(wanted);
}

/** An endpoint of this machine that nobody else uses, for the relays that dial a socket. */
export function privateEndpoint(folder: RunFolder, wanted: WantedSocket): string {
  return isDialledOverIpc(wanted) ? folder.nextIpc() : 'tcp://127.0.0.1:*';
}
