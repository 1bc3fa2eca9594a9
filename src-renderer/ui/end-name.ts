import i18next from 'i18next';
import {
  DEVICE_SIDES,
  findSocket,
  labelOf,
  type DeviceSide,
  type SocketKey,
  type Topology,
} from '../../shared/topology/topology';

/** What a socket is called in the window: by its node, and of a device by the end that it is, in the window's language. */
export function endName({ name, side }: { readonly name: string; readonly side: DeviceSide | undefined }): string {
  return side === undefined ? name : `${name} ${i18next.t(`canvas:device.${side}`)}`;
}

/** The same by the socket's key, or by a node's id; that itself where the document has no such one any more. */
export function socketName(topology: Topology, key: SocketKey): string {
  const place = findSocket(topology, key);
  const node = place?.node ?? topology.nodes.find(({ id }) => id === key);
  return node ? endName({ name: labelOf(node), side: place?.side }) : key;
}

/** What the ends of devices are called, by what the engine calls them: the node's label or id, and the end in English. */
export function endNames(topology: Topology): ReadonlyMap<string, string> {
  const devices = topology.nodes.filter(({ kind }) => kind === 'device');
  return new Map(
    devices.flatMap((node) =>
      DEVICE_SIDES.flatMap((side) => {
        const name = labelOf(node);
        const said = [`${node.id}.${side}`, `${name}.${side}`, `${name} ${side}`];
        return said.map((each) => [each, endName({ name, side })] as const);
      }),
    ),
  );
}
