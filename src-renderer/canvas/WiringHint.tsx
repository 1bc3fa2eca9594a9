import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { linkRefusal } from '../../shared/topology/edits-links';
import { findSocket } from '../../shared/topology/topology';
import { compatiblePeers } from '../../shared/zmq/socket-types';
import { problemText } from '../i18n/problem-text';
import { topologyNow } from '../stores/document';
import { pointWiring, useWiring } from './wiring';
import classes from './WiringHint.module.css';

/** Beside the pointer, while a cable is dragged: what it can be plugged into, or why it cannot be plugged in here. */
export function WiringHint() {
  const active = useWiring(({ from }) => from !== undefined);
  return active ? <Hint /> : undefined;
}

function Hint() {
  const { t } = useTranslation('canvas');
  const element = useRef<HTMLDivElement>(null);
  const from = useWiring((state) => state.from);
  const over = useWiring((state) => state.over);
  useEffect(() => {
    const follow = (event: PointerEvent | MouseEvent) => {
      pointWiring(event.clientX, event.clientY);
      const hint = element.current;
      if (!hint) return;
      const x = Math.min(event.clientX + 16, window.innerWidth - hint.offsetWidth - 8);
      hint.style.transform = `translate(${x}px, ${event.clientY + 18}px)`;
      hint.style.visibility = 'visible';
    };
    window.addEventListener('mousemove', follow);
    window.addEventListener('pointermove', follow);
    return () => {
      window.removeEventListener('mousemove', follow);
      window.removeEventListener('pointermove', follow);
    };
  }, []);

  const topology = topologyNow();
  const source = from === undefined ? undefined : findSocket(topology, from);
  if (!source || from === undefined) return undefined;
  const target = over === undefined || over === from ? undefined : findSocket(topology, over);
  const refusal = target ? linkRefusal(topology, from, target.key) : undefined;
  const text = refusal
    ? problemText(refusal)
    : target
      ? t('wiring.connect', { from: source.type, to: target.type })
      : t('wiring.fits', { type: source.type, fitting: compatiblePeers(source.type).join(', ') });
  return (
    <div
      ref={element}
      className={classes['hint']}
      data-tone={refusal ? 'refused' : target ? 'fits' : 'neutral'}
      role="status"
    >
      {text}
    </div>
  );
}
