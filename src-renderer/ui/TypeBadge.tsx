import type { DeviceType } from '../../shared/topology/topology';
import { socketFacts, type SocketType } from '../../shared/zmq/socket-types';
import classes from './TypeBadge.module.css';

/** A socket's type in the hue of its pattern. */
export function TypeBadge({ type }: { readonly type: SocketType }) {
  return (
    <span className={classes['badge']} data-pattern={socketFacts(type).pattern} translate="no">
      {type}
    </span>
  );
}

/** A device's type; devices are of no single pattern's hue. */
export function DeviceBadge({ device }: { readonly device: DeviceType }) {
  return (
    <span className={classes['badge']} data-pattern="device" translate="no">
      {device}
    </span>
  );
}
