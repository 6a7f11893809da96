import type { LayerSpec } from '../../../src-core/architecture/layer-spec';
import { INPUT } from '../../../src-core/architecture/network-spec';
import { comesFrom, joins } from '../graph';
import { freshName } from '../layer-names';
import type { NetworkEdit } from '../network-edit';
import {
  called,
  connection,
  listed,
  looseSourcesFor,
  removal,
  sameShape,
  shapeOf,
  sourcesFor,
  type Candidate,
  type View,
} from './view';

/** More ways to do the same would not be read. */
const FEW = 4;

/** Takes away wires of a layer; the last ones first, so that those before them stay where they are. */
function without({ name, inputs }: LayerSpec, indices: readonly number[]): NetworkEdit[] {
  return [...indices]
    .sort((a, b) => b - a)
    .map((index) => ({ kind: 'disconnect', wire: { from: inputs[index] ?? '', to: name, index } }));
}

/** Other layers in place of those that there are none of. */
export function forUnknownInput(view: View, spec: LayerSpec): Candidate[] {
  const there = new Set([INPUT, ...view.network.layers.map(({ name }) => name)]);
  const ghosts = spec.inputs.flatMap((input, index) => (there.has(input) ? [] : index));
  const cut = without(spec, ghosts);
  const others = sourcesFor(view, spec.name).filter((source) => !joins(spec) || !spec.inputs.includes(source));
  const instead = others.map((source) => ({
    label: `Read ${called(source)} instead`,
    edits: [...cut, connection(source, spec.name)],
  }));
  const left = { label: `Do without ${listed(ghosts.map((index) => `“${spec.inputs[index] ?? ''}”`))}`, edits: cut };
  return [...(joins(spec) && spec.inputs.length - ghosts.length > 1 ? [left] : []), ...instead, removal(spec.name)];
}

export function forReadsNothing(view: View, { name }: LayerSpec): Candidate[] {
  const connections = looseSourcesFor(view, name).map((source) => ({
    label: `Connect to ${called(source)}`,
    edits: [connection(source, name)],
  }));
  return [...connections, removal(name)];
}

/** A second input of a shape that goes with the first: what nobody reads yet before all others. */
export function forTooFewInputs(view: View, { name, inputs, kind }: LayerSpec): Candidate[] {
  const sources = looseSourcesFor(view, name).filter((source) => !inputs.includes(source));
  const [own] = inputs;
  const fits = (a: string, b: string): boolean => {
    const from = kind === 'add' ? 0 : 1;
    const [one, other] = [shapeOf(view, a), shapeOf(view, b)];
    return one?.length === other?.length && sameShape(one?.slice(from) ?? null, other?.slice(from) ?? null);
  };
  const pairs =
    own === undefined
      ? sources.flatMap((a, i) => sources.slice(i + 1).flatMap((b) => (fits(a, b) ? [[b, a]] : []))).slice(0, 3)
      : sources.flatMap((source) => (fits(own, source) ? [[source]] : []));
  const candidates = pairs.map((names) => ({
    label: `Join ${own === undefined ? '' : 'with '}${listed(names.map(called))}`,
    edits: names.map((source) => connection(source, name)),
  }));
  const loose = pairs.filter((names) => names.every((source) => view.ends.includes(source))).length;
  return [...candidates.slice(0, loose), removal(name), ...candidates.slice(loose)];
}

/** One of the inputs alone, or all of them by a layer that can read several. */
export function forTooManyInputs({ network }: View, { name, inputs }: LayerSpec): Candidate[] {
  const distinct = [...new Set(inputs)];
  const only = distinct.slice(0, FEW).map((source) => ({
    label: `Read only ${called(source)}`,
    edits: [connection(source, name)],
  }));
  const [first = INPUT, second, ...rest] = distinct;
  if (second === undefined) return only;
  const taken = new Set(network.layers.map((layer) => layer.name));
  const joined = (by: 'add' | 'concatenate', word: string): Candidate => ({
    label: `${word} ${listed(distinct.map(called))}`,
    edits: [
      connection(first, name),
      { kind: 'join', from: second, to: name, by },
      ...rest.map((source) => connection(source, freshName(by, taken))),
    ],
  });
  return [...only, joined('add', 'Add'), joined('concatenate', 'Concatenate')];
}

/** The wires by which layers read what stands behind them, or themselves, on a way that comes back to a layer. */
function wiresBack({ network }: View, { name }: LayerSpec): { spec: LayerSpec; index: number }[] {
  const { layers } = network;
  const around = layers.filter((layer) => comesFrom(layers, layer.name, name) && comesFrom(layers, name, layer.name));
  const place = new Map(around.map((layer, i) => [layer.name, i]));
  return around.flatMap((spec, i) =>
    spec.inputs.flatMap((input, index) => ((place.get(input) ?? -1) >= i ? { spec, index } : [])),
  );
}

/** The wire that closes it, cut; where that leaves a layer without what it needs, something above it is read instead. */
export function forCycle(view: View, spec: LayerSpec): Candidate[] {
  const wires = wiresBack(view, spec);
  const cuts = wires.slice(0, FEW).map(({ spec: to, index }) => ({
    label: `Cut the wire from ${called(to.inputs[index] ?? '')} to ${to.name}`,
    edits: without(to, [index]),
  }));
  const instead = wires.slice(0, FEW).flatMap(({ spec: to, index }) =>
    sourcesFor(view, to.name)
      .slice(0, FEW)
      .map((source) => ({
        label: `Let ${to.name} read ${called(source)} instead of ${called(to.inputs[index] ?? '')}`,
        edits: [...without(to, [index]), connection(source, to.name)],
      })),
  );
  const all = view.network.layers.flatMap((to) =>
    without(
      to,
      wires.flatMap((wire) => (wire.spec === to ? wire.index : [])),
    ),
  );
  const together = wires.length > 1 ? [{ label: 'Cut the wires that close it', edits: all }] : [];
  return [...cuts, ...instead, ...together, removal(spec.name)];
}
