import { Position, type Edge, type Node } from '@xyflow/svelte';
import { INPUT } from '../../src-core/architecture/network-spec';
import type { Box, Layout } from './layout';
import { ANSWER } from './wires';

/** Of the places where wires begin and end, CSS pixels. */
const HANDLE = 12;

/** Where a wire is drawn from: at the bottom, beside the one that is there. */
const besideWire = ({ width, height }: { width: number; height: number }) => ({
  x: width / 2 + 26 - HANDLE / 2,
  y: height - HANDLE / 2,
  width: HANDLE,
  height: HANDLE,
});

/** A card as the canvas library wants it: all of it is decided here, nothing is measured. */
export function nodeOf(
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

/** The wires likewise. `chosen`: id of the selected one. */
export function edgesOf({ wires }: Layout, chosen: string | null): Edge[] {
  return wires.map(({ id, points, ...wire }) => ({
    id,
    type: 'wire',
    source: wire.from,
    target: wire.to ?? ANSWER,
    data: { wire, points },
    selected: id === chosen,
    selectable: wire.to !== null,
    ariaRole: 'img',
    ariaLabel: `Wire from ${wire.from} to ${wire.to ?? 'the answer'}`,
  }));
}
