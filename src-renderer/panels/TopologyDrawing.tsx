import { DEVICE_SOCKETS, nodeIdOf, patternOf, type Topology, type TopologyNode } from '../../shared/topology/topology';
import { cableBetween } from '../canvas/cable-path';
import { DEVICE_WIDTH, jacksOf, NODE_WIDTH } from '../canvas/layout';
import classes from './TopologyDrawing.module.css';

const HEIGHT = 84;
const MARGIN = 24;

/** A small drawing of a topology, made from its data: where its nodes are, their types, and their cables. */
export function TopologyDrawing({ topology }: { readonly topology: Topology }) {
  const { nodes, links } = topology;
  const left = Math.min(...nodes.map(({ position }) => position.x)) - MARGIN;
  const top = Math.min(...nodes.map(({ position }) => position.y)) - MARGIN;
  const right = Math.max(...nodes.map((node) => node.position.x + widthOf(node))) + MARGIN;
  const bottom = Math.max(...nodes.map(({ position }) => position.y + HEIGHT)) + MARGIN;
  const boxes = new Map(nodes.map((node) => [node.id, { ...node.position, width: widthOf(node), height: HEIGHT }]));
  return (
    <svg className={classes['drawing']} viewBox={`${left} ${top} ${right - left} ${bottom - top}`} aria-hidden>
      {links.map((link) => {
        const from = boxes.get(nodeIdOf(link.from));
        const to = boxes.get(nodeIdOf(link.to));
        const listener = nodes.find(({ id }) => id === nodeIdOf(link.to));
        if (!from || !to || !listener) return undefined;
        const path = cableBetween(jacksOf(from, link.from.split('.')[1]), jacksOf(to, link.to.split('.')[1]));
        return <path key={link.id} d={path.d} className={classes['cable']} data-pattern={patternOf(listener)} />;
      })}
      {nodes.map((node) => (
        <g key={node.id} transform={`translate(${node.position.x}, ${node.position.y})`} data-pattern={hueOf(node)}>
          <rect className={classes['node']} width={widthOf(node)} height={HEIGHT} rx={14} />
          <TypeText node={node} />
        </g>
      ))}
    </svg>
  );
}

function widthOf(node: TopologyNode): number {
  return node.kind === 'device' ? DEVICE_WIDTH : NODE_WIDTH;
}

function hueOf(node: TopologyNode): string {
  return node.kind === 'device' ? 'device' : patternOf(node);
}

function TypeText({ node }: { readonly node: TopologyNode }) {
  const middle = { x: widthOf(node) / 2, y: HEIGHT / 2 };
  if (node.kind !== 'device') {
    return (
      <text className={classes['type']} {...middle}>
        {node.socket}
      </text>
    );
  }
  const { frontend, backend } = DEVICE_SOCKETS[node.device];
  return (
    <text className={classes['type']} data-small {...middle}>
      <tspan x={middle.x} dy={-18}>
        {frontend}
      </tspan>
      <tspan x={middle.x} dy={36}>
        {backend}
      </tspan>
    </text>
  );
}
