import { Handle, Position } from 'reactflow';
import { useTranslation } from 'react-i18next';
import classes from './Node.module.css';

/** Where cables are dragged from and plugged in. Its id is the side it is on, or the device's socket it belongs to. */
export function Jack({
  id,
  side,
  name,
}: {
  readonly id: string;
  readonly side: 'left' | 'right';
  readonly name: string;
}) {
  const { t } = useTranslation('canvas');
  return (
    <Handle
      id={id}
      type="source"
      position={side === 'left' ? Position.Left : Position.Right}
      className={classes['jack'] ?? ''}
      aria-label={t('node.jack', { name })}
    />
  );
}
