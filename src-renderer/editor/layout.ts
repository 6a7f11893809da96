import { Graph, layout as arrange } from '@dagrejs/dagre';
import type { NetworkAnalysis } from '../../src-core/architecture/analyze';
import { INPUT } from '../../src-core/architecture/network-spec';
import type { Wire } from '../state/network-edit';
import { ANSWER, idOf, wiresOf, type DrawnWire, type Point } from './wires';

export interface Box extends Point {
  readonly width: number;
  readonly height: number;
}

export interface Layout {
  /** By name of the layer, INPUT and ANSWER included, CSS pixels. */
  readonly cards: ReadonlyMap<string, Box>;
  readonly wires: readonly DrawnWire[];
  readonly width: number;
  readonly height: number;
}

/** Between two cards, one above the other: room for the plus on the wire. */
const GAP = { min: 10, max: 15 };
/** Between two cards side by side, and around all of them. */
const ASIDE = 22;
/** From one wire that passes cards by to the next. */
const LANE = 15;
/** The input shows the image at twice its size, and its controls. */
const INPUT_EXTRA = 22;
const HEIGHT = { min: 35, max: 88 };
const WIDTH = { min: 264, max: 1080 };

const clamp = (value: number, { min, max }: { min: number; max: number }): number =>
  Math.min(max, Math.max(min, value));

/** What a layout depends on: which cards there are, and how they are joined. */
export interface Skeleton {
  /** Of the layers, inputs first. */
  readonly names: readonly string[];
  readonly wires: readonly Wire[];
}

export const skeletonOf = (analysis: NetworkAnalysis): Skeleton => ({
  names: analysis.layers.map(({ spec }) => spec.name),
  wires: wiresOf(analysis),
});

/**
 * Rows from top to bottom, by the longest path to the answer. `names`: inputs first. A wire from below, by which layers read
 * themselves, counts as if it was turned round.
 */
function rowsOf(names: readonly string[], wires: readonly Wire[]): string[][] {
  const place = new Map(names.map((name, index) => [name, index]));
  const below = new Map<string, string[]>();
  for (const { from, to } of wires) {
    const ends = [from, to ?? ANSWER].sort((a, b) => (place.get(a) ?? 0) - (place.get(b) ?? 0));
    const [upper = from, lower = from] = ends;
    if (upper !== lower) below.set(upper, [...(below.get(upper) ?? []), lower]);
  }
  const steps = new Map<string, number>();
  for (const name of [...names].reverse()) {
    steps.set(name, Math.max(0, ...(below.get(name) ?? []).map((lower) => (steps.get(lower) ?? 0) + 1)));
  }
  const rows: string[][] = Array.from({ length: Math.max(...steps.values()) + 1 }, () => []);
  for (const name of names) rows.at(-1 - (steps.get(name) ?? 0))?.push(name);
  return rows;
}

/** Stretches of rows between cards that have a row for themselves, by which no wire passes; those cards belong to both. */
function stretchesOf(rows: readonly (readonly string[])[], wires: readonly Wire[]): string[][][] {
  const rowOf = new Map(rows.flatMap((row, index) => row.map((name) => [name, index] as const)));
  const passed = new Set<number>();
  for (const { from, to } of wires) {
    const ends = [rowOf.get(from) ?? 0, rowOf.get(to ?? ANSWER) ?? 0];
    for (let row = Math.min(...ends) + 1; row < Math.max(...ends); row++) passed.add(row);
  }
  const stretches: string[][][] = [[]];
  rows.forEach((row, index) => {
    stretches.at(-1)?.push([...row]);
    if (row.length === 1 && !passed.has(index)) stretches.push([[...row]]);
  });
  return stretches;
}

/** Where the cards of a stretch stand from left to right, by dagre. */
function columnsOf(rows: readonly (readonly string[])[], wires: readonly Wire[]): Map<string, number> {
  const names = rows.flat();
  const graph = new Graph({ multigraph: true });
  graph.setGraph({ rankdir: 'TB', ranker: 'longest-path', nodesep: 0, edgesep: 0, ranksep: 1 });
  for (const name of names) graph.setNode(name, { width: 1, height: 1 });
  for (const wire of wires) {
    const to = wire.to ?? ANSWER;
    if (graph.hasNode(wire.from) && graph.hasNode(to)) graph.setEdge(wire.from, to, {}, idOf(wire));
  }
  arrange(graph);
  return new Map(names.map((name) => [name, (graph.node(name) as Point).x]));
}

/** Cards of each row from left to right. Only where branches run side by side dagre is asked: it takes its time. */
function arranged(rows: readonly (readonly string[])[], wires: readonly Wire[]): string[][] {
  const branched = stretchesOf(rows, wires).filter((stretch) => stretch.some((row) => row.length > 1));
  const columns = new Map(branched.flatMap((stretch) => [...columnsOf(stretch, wires)]));
  return rows.map((row) => [...row].sort((a, b) => (columns.get(a) ?? 0) - (columns.get(b) ?? 0)));
}

/** Wires that pass rows by, each with a lane of its own among those that it runs beside. */
function lanesOf(wires: readonly Wire[], rowOf: (name: string) => number): Map<string, number> {
  const lanes: number[] = []; // where each ends
  const long = wires
    .map((wire) => ({ wire, from: rowOf(wire.from), to: rowOf(wire.to ?? ANSWER) }))
    .filter(({ from, to }) => to !== from + 1)
    .sort((a, b) => a.from - b.from);
  const result = new Map<string, number>();
  for (const { wire, from, to } of long) {
    const free = lanes.findIndex((end) => end <= from);
    const lane = free < 0 ? lanes.length : free;
    lanes[lane] = Math.max(from, to);
    result.set(idOf(wire), lane);
  }
  return result;
}

const bottom = ({ x, y, width, height }: Box): Point => ({ x: x + width / 2, y: y + height });
const top = ({ x, y, width }: Box): Point => ({ x: x + width / 2, y });

/** From card to card, or round those between by the lane at `x`. */
function route(from: Box, to: Box, lane: number | null, gap: number): Point[] {
  const start = bottom(from);
  const end = top(to);
  const half = gap / 2;
  if (lane !== null) {
    const [out, back] = [start.y + half, end.y - half];
    return [start, { ...start, y: out }, { x: lane, y: out }, { x: lane, y: back }, { ...end, y: back }, end];
  }
  return start.x === end.x
    ? [start, end]
    : [start, { ...start, y: start.y + half }, { ...end, y: start.y + half }, end];
}

/**
 * Cards from top to bottom, branches side by side, in a pane of this size: they share its width, and its height within
 * limits; beyond, the canvas is larger than the pane.
 */
export function layoutNetwork({ names, wires }: Skeleton, pane: { width: number; height: number }): Layout {
  const rows = arranged(rowsOf([INPUT, ...names, ANSWER], wires), wires);
  const rowOf = new Map(rows.flatMap((row, index) => row.map((name) => [name, index] as const)));
  const lanes = lanesOf(wires, (name) => rowOf.get(name) ?? 0);
  const laneRoom = lanes.size > 0 ? LANE * (Math.max(...lanes.values()) + 1) : 0;
  const columns = Math.max(...rows.map((row) => row.length));
  const across = pane.width - 2 * ASIDE - 2 * laneRoom;
  const width = clamp((across - (columns - 1) * ASIDE) / columns, WIDTH);
  const total = columns * width + (columns - 1) * ASIDE;
  const gap = clamp((pane.height - INPUT_EXTRA - HEIGHT.min * rows.length) / (rows.length + 1), GAP);
  const height = clamp((pane.height - INPUT_EXTRA - gap * (rows.length + 1)) / rows.length, HEIGHT);
  const middle = Math.max(pane.width, total + 2 * ASIDE + 2 * laneRoom) / 2;

  const cards = new Map<string, Box>();
  let y = gap;
  for (const row of rows) {
    const isInput = row.includes(INPUT);
    const own = height + (isInput ? INPUT_EXTRA : 0);
    const left = middle - (row.length * width + (row.length - 1) * ASIDE) / 2;
    row.forEach((name, column) => cards.set(name, { x: left + column * (width + ASIDE), y, width, height: own }));
    y += own + gap;
  }
  const right = middle + total / 2;
  const drawn = wires.flatMap((wire) => {
    const [from, to] = [cards.get(wire.from), cards.get(wire.to ?? ANSWER)];
    if (!from || !to) return [];
    const lane = lanes.get(idOf(wire));
    const x = lane === undefined ? null : right + (lane + 1) * LANE;
    return { ...wire, id: idOf(wire), points: route(from, to, x, gap) };
  });
  return { cards, wires: drawn, width: 2 * middle, height: y };
}
