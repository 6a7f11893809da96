import type { LayerSpec } from '../../src-core/architecture/layer-spec';
import { INPUT } from '../../src-core/architecture/network-spec';
import type { Wire } from './network-edit';

// Questions about layers and what they read, and the two changes that all edits of the graph are made of.

export type Layers = readonly LayerSpec[];

/** These can read several layers. */
export const joins = ({ kind }: LayerSpec): boolean => kind === 'add' || kind === 'concatenate';

export const namesOf = (layers: Layers): Set<string> => new Set(layers.map(({ name }) => name));
export const find = (layers: Layers, name: string): LayerSpec | undefined =>
  layers.find((layer) => layer.name === name);

/** The layers that read `name`, each by its first wire from there. */
export function readersOf(layers: Layers, name: string): Wire[] {
  return layers.flatMap(({ name: to, inputs }) => {
    const index = inputs.indexOf(name);
    return index < 0 ? [] : [{ from: name, to, index }];
  });
}

/** Whether `name` reads `other`, directly or through others, or is it. */
export function comesFrom(layers: Layers, name: string, other: string): boolean {
  const inputsOf = new Map(layers.map((layer) => [layer.name, layer.inputs]));
  const seen = new Set<string>();
  const waiting = [name];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (next === other) return true;
    if (seen.has(next)) continue;
    seen.add(next);
    waiting.push(...(inputsOf.get(next) ?? []));
  }
  return false;
}

/** `layers` with `more` behind `after`, or at the beginning. */
export function spliced(layers: Layers, more: Layers, after: string): LayerSpec[] {
  const at = layers.findIndex(({ name }) => name === after) + 1;
  return [...layers.slice(0, at), ...more, ...layers.slice(at)];
}

const sameList = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((item, i) => item === b[i]);

/** The layer with other inputs; the same object where they are the same. */
export function rewire(
  layer: LayerSpec,
  change: (input: string, index: number) => string | readonly string[],
): LayerSpec {
  const inputs = layer.inputs.flatMap(change);
  return sameList(inputs, layer.inputs) ? layer : { ...layer, inputs };
}

/** Whether there is such a wire; without a reader, whether there is such a layer. */
export const exists = (layers: Layers, wire: Wire): boolean =>
  wire.to === null
    ? wire.from === INPUT || find(layers, wire.from) !== undefined
    : find(layers, wire.to)?.inputs[wire.index] === wire.from;
