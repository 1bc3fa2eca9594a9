import i18next from 'i18next';
import { findSocket, labelOf, type DeviceSide, type SocketKey, type Topology } from '../../shared/topology/topology';

/** What a socket is called in the window: by its node, and of a device by the end that it is, in the window's language. */
export function endName({ name, side }: { readonly name: string; readonly side: DeviceSide | undefined }): string {
  return side === undefined ? name : `${name} ${i18next.t(`canvas:device.${side}`)}`;
}

/** The same by the socket's key; the key itself where the document has no such socket any more. */
export function socketName(topology: Topology, key: SocketKey): string {
  const place = findSocket(topology, key);
  return place ? endName({ name: labelOf(place.node), side: place.side }) : key;
}
