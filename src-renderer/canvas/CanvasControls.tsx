import { ActionIcon, Tooltip } from '@mantine/core';
import { IconFocusCentered, IconGridDots, IconMap2, IconMinus, IconPlus } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { MiniMap, Panel, useStore, type ReactFlowState } from 'reactflow';
import { patternOf } from '../../shared/topology/topology';
import { runCommand } from '../actions/actions';
import { useCanvasView } from '../stores/canvas-view';
import { changeSettings } from '../stores/settings';
import { useView } from '../stores/view';
import type { FlowNode } from './flow-types';
import classes from './CanvasControls.module.css';

/** Zoom, fit, snapping and the map of the whole, in the canvas' corner. */
export function CanvasControls() {
  const { t } = useTranslation(['canvas', 'commands']);
  const zoom = useCanvasView((state) => state.zoom);
  const snap = useView((state) => state.settings.snap);
  const minimap = useView((state) => state.settings.minimap);
  // Where all is seen, a map of it would only lie in the way.
  const beyond = useStore(reachesBeyondView);
  return (
    <>
      {minimap && beyond && (
        <MiniMap<FlowNode>
          className={classes['minimap'] ?? ''}
          position="bottom-right"
          style={{ width: 128, height: 80 }}
          ariaLabel={t('controls.minimapLabel')}
          bgColor="var(--panel)"
          maskColor="color-mix(in srgb, var(--canvas) 72%, transparent)"
          nodeColor={colorOf}
          nodeBorderRadius={24}
          pannable
          zoomable
        />
      )}
      <Panel position="bottom-left" className={classes['bar'] ?? ''}>
        <Control label={t('commands:view.zoomOut')} onClick={() => runCommand('view.zoomOut')}>
          <IconMinus size={15} stroke={1.75} />
        </Control>
        <span className={classes['zoom']}>{t('controls.zoom', { percent: Math.round(zoom * 100) })}</span>
        <Control label={t('commands:view.zoomIn')} onClick={() => runCommand('view.zoomIn')}>
          <IconPlus size={15} stroke={1.75} />
        </Control>
        <span className={classes['rule']} />
        <Control label={t('commands:view.fit')} onClick={() => runCommand('view.fit')}>
          <IconFocusCentered size={15} stroke={1.75} />
        </Control>
        <Control label={t('controls.snap')} pressed={snap} onClick={() => changeSettings({ snap: !snap })}>
          <IconGridDots size={15} stroke={1.75} />
        </Control>
        <Control label={t('controls.minimap')} pressed={minimap} onClick={() => changeSettings({ minimap: !minimap })}>
          <IconMap2 size={15} stroke={1.75} />
        </Control>
      </Panel>
    </>
  );
}

interface ControlProps {
  readonly label: string;
  readonly pressed?: boolean;
  readonly onClick: () => void;
  readonly children: ReactNode;
}

function Control({ label, pressed, onClick, children }: ControlProps) {
  return (
    <Tooltip label={label} position="top">
      <ActionIcon
        size={26}
        aria-label={label}
        onClick={onClick}
        {...(pressed === undefined ? {} : { 'aria-pressed': pressed, 'data-pressed': pressed })}
        className={classes['control'] ?? ''}
      >
        {children}
      </ActionIcon>
    </Tooltip>
  );
}

function reachesBeyondView({ nodeLookup, transform: [x, y, zoom], width, height }: ReactFlowState): boolean {
  for (const { internals, measured } of nodeLookup.values()) {
    const left = internals.positionAbsolute.x * zoom + x;
    const top = internals.positionAbsolute.y * zoom + y;
    const right = left + (measured.width ?? 0) * zoom;
    const bottom = top + (measured.height ?? 0) * zoom;
    if (left < 0 || top < 0 || right > width || bottom > height) return true;
  }
  return false;
}

function colorOf(node: FlowNode): string {
  const hue = node.type === 'device' || node.type === 'peer' ? 'device' : patternOf(node.data.node);
  return `color-mix(in srgb, var(--${hue}) 55%, var(--panel))`;
}
