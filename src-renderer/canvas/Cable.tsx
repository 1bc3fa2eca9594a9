import type { ReactNode } from 'react';
import { BaseEdge, EdgeLabelRenderer } from 'reactflow';
import type { CablePath } from './cable-path';
import classes from './Cable.module.css';

interface CableProps {
  readonly id: string;
  readonly path: CablePath;
  readonly pattern: string;
  readonly state: string;
  readonly selected: boolean;
  /** True where something is wrong with it: what it says is then never behind a node, however little room there is. */
  readonly troubled?: boolean;
  /** What is written at its middle. */
  readonly children: ReactNode;
  /** What is written at its ends while it is selected. */
  readonly connects: string;
  readonly binds: string;
}

/** A cable: a plug at the end that connects, a filled jack at the end that binds. */
export function Cable({ id, path, pattern, state, selected, troubled = false, children, connects, binds }: CableProps) {
  const { from, to, middle } = path;
  const inward = (side: 'left' | 'right') => (side === 'right' ? 1 : -1);
  const plugX = from.x + 5 * inward(from.side);
  return (
    <>
      <g className={classes['cable']} data-pattern={pattern} data-state={state} data-selected={selected}>
        <BaseEdge id={id} path={path.d} interactionWidth={18} className={classes['line'] ?? ''} />
        <path
          className={classes['plug']}
          d={`M${plugX},${from.y - 4.5} h${4 * inward(from.side)} a4.5,4.5 0 0 ${from.side === 'right' ? 1 : 0} 0,9 h${-4 * inward(from.side)} z`}
        />
        <circle className={classes['jack']} cx={to.x + 10 * inward(to.side)} cy={to.y} r={5} />
      </g>
      <EdgeLabelRenderer>
        <div
          className={classes['label']}
          data-pattern={pattern}
          data-state={state}
          data-selected={selected}
          data-troubled={troubled || undefined}
          style={{ transform: `translate(-50%, -100%) translate(${middle.x}px, ${middle.y - 7}px)` }}
        >
          {children}
        </div>
        {selected && (
          <>
            <End x={from.x} y={from.y} side={from.side} text={connects} />
            <End x={to.x} y={to.y} side={to.side} text={binds} />
          </>
        )}
      </EdgeLabelRenderer>
    </>
  );
}

function End({
  x,
  y,
  side,
  text,
}: {
  readonly x: number;
  readonly y: number;
  readonly side: 'left' | 'right';
  readonly text: string;
}) {
  const shift =
    side === 'right' ? `translate(${x + 8}px, ${y + 9}px)` : `translate(-100%, 0) translate(${x - 8}px, ${y + 9}px)`;
  return (
    <div className={classes['end']} style={{ transform: shift }}>
      {text}
    </div>
  );
}
