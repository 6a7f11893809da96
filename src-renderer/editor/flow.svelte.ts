import { Position, type Edge, type Node } from '@xyflow/svelte';
import { INPUT } from '../../src-core/architecture/network-spec';
import type { Box, Layout } from './layout';
import type { Wire } from '../state/network-edit';
import { ANSWER, type Point } from './wires';

/** Of the places where wires begin and end, CSS pixels. */
const HANDLE = 12;

/** A wire as the canvas library wants it. */
export type WireEdge = Edge<{ readonly wire: Wire; readonly points: readonly Point[] }>;

/** Where a wire is drawn from: at the bottom, beside the one that is there. */
const besideWire = ({ width, height }: { width: number; height: number }) => ({
  x: width / 2 + 26 - HANDLE / 2,
  y: height - HANDLE / 2,
  width: HANDLE,
  height: HANDLE,
});

/** A card as the canvas library wants it: all of it is decided here, nothing is measured. */
function nodeOf(
  name: string,
  { x, y, width, height }: Box,
  { selected, dragging }: { selected: boolean; dragging: boolean },
): Node {
  const isLayer = name !== INPUT && name !== ANSWER;
  const size = { width, height };
  return {
    id: name,
    type: isLayer ? 'layer' : name === INPUT ? 'example' : 'answer',
    data: {},
    position: { x, y },
    ...size,
    measured: size,
    selected,
    dragging,
    zIndex: dragging ? 1 : 0,
    draggable: isLayer,
    selectable: isLayer,
    handles: [
      ...(name === INPUT ? [] : [{ type: 'target' as const, position: Position.Top, x: 0, y: 0, ...size }]),
      ...(name === ANSWER ? [] : [{ type: 'source' as const, position: Position.Bottom, ...besideWire(size) }]),
    ],
    // Cards are read by what is in them: the card itself is no control.
    domAttributes: { 'aria-roledescription': undefined, 'aria-describedby': undefined },
  };
}

/** The cards, each with its name. `dragged`: where those are that are on their way. */
export const nodesOf = (
  { cards }: Layout,
  dragged: ReadonlyMap<string, Point>,
  selection: readonly string[],
): [name: string, node: Node][] =>
  [...cards].map(([name, box]) => {
    const state = { selected: selection.includes(name), dragging: dragged.has(name) };
    return [name, nodeOf(name, { ...box, ...dragged.get(name) }, state)];
  });

/**
 * The wires, each with its id: where it ends. So it stays the same on screen when a card on its way comes or goes. `chosen`: the
 * selected one.
 */
export const edgesOf = ({ wires }: Layout, chosen: string | null): [id: string, edge: WireEdge][] =>
  wires.map(({ id, points, ...wire }) => {
    const edgeId = wire.to === null ? `${wire.from}>` : `>${wire.to}:${wire.index}`;
    const edge = {
      id: edgeId,
      type: 'wire',
      source: wire.from,
      target: wire.to ?? ANSWER,
      data: { wire, points },
      selected: id === chosen,
      selectable: wire.to !== null,
      ariaRole: 'img' as const,
      ariaLabel: `Wire from ${wire.from} to ${wire.to ?? 'the answer'}`,
    };
    return [edgeId, edge];
  });
