import type { LayerAnalysis, NetworkAnalysis } from '../../../src-core/architecture/analyze';
import type { LayerSpec } from '../../../src-core/architecture/layer-spec';
import { INPUT, type NetworkSpec } from '../../../src-core/architecture/network-spec';
import { comesFrom, readersOf } from '../graph';
import type { NetworkEdit } from '../network-edit';

export type Shape = readonly number[];

/** What might help: whether it does is found out by trying. */
export interface Candidate {
  /** What it does, as it stands on a button. */
  readonly label: string;
  readonly edits: readonly NetworkEdit[];
}

/** A network that is to be repaired, and what is known of it. */
export interface View {
  readonly network: NetworkSpec;
  readonly analysis: NetworkAnalysis;
  readonly byName: ReadonlyMap<string, LayerAnalysis>;
  /** Layers that nobody reads, in the order of the analysis. */
  readonly ends: readonly string[];
}

export function viewOf(network: NetworkSpec, analysis: NetworkAnalysis): View {
  const read = new Set(network.layers.flatMap(({ inputs }) => inputs));
  const names = analysis.layers.map(({ spec }) => spec.name);
  return {
    network,
    analysis,
    byName: new Map(analysis.layers.map((layer) => [layer.spec.name, layer])),
    ends: names.filter((name) => !read.has(name)),
  };
}

export const shapeOf = ({ network, byName }: View, name: string): Shape | null =>
  name === INPUT ? network.input.shape : (byName.get(name)?.outputShape ?? null);

export const sameShape = (a: Shape | null, b: Shape | null): boolean => a !== null && a.join() === b?.join();

/** A layer in a sentence. */
export const called = (name: string): string => (name === INPUT ? 'the input' : name);

/** "a", "a and b", "a, b and c" */
export const listed = (names: readonly string[]): string =>
  names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`;

export const removal = (name: string): Candidate => ({
  label: `Remove ${name}`,
  edits: [{ kind: 'remove', names: [name] }],
});

export const connection = (from: string, to: string): NetworkEdit => ({ kind: 'connect', from, to });

/** More places to read from than these are too far away to be meant. */
const NEAREST = 12;

/** What a layer could read without reading itself: those above it in the file, the nearest first, at last the input. */
export function sourcesFor({ network }: View, name: string): string[] {
  const names = network.layers.map((layer) => layer.name);
  const above = names.slice(0, names.indexOf(name)).reverse();
  const below = names.slice(names.indexOf(name) + 1).reverse();
  const near = [...above.slice(0, NEAREST), ...below.slice(0, NEAREST)];
  return [...near.filter((other) => !comesFrom(network.layers, other, name)), INPUT];
}

/** The same, those first that nobody reads yet: the last of all before the others. */
export function looseSourcesFor(view: View, name: string): string[] {
  const sources = sourcesFor(view, name);
  const loose = [...view.ends].reverse().filter((end) => sources.includes(end));
  return [...loose, ...sources.filter((source) => !loose.includes(source))];
}

/** The layers that are there for one wire alone: what `from` is made of, as far as nobody but `to` has a use for it. */
export function onlyFor(layers: readonly LayerSpec[], from: string, to: string | null): Set<string> {
  const alone = new Set<string>();
  const visit = (name: string): void => {
    const layer = layers.find((other) => other.name === name);
    const readers = readersOf(layers, name).map((wire) => wire.to);
    if (!layer || alone.has(name) || !readers.every((reader) => reader === to || alone.has(reader ?? ''))) return;
    alone.add(name);
    layer.inputs.forEach(visit);
  };
  visit(from);
  return alone;
}
