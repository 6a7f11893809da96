import type { LayerSpec } from '../../src-core/architecture/layer-spec';
import { INPUT } from '../../src-core/architecture/network-spec';
import { exists, namesOf, readersOf, rewire, spliced, type Layers } from './graph';
import { freshName } from './layer-names';
import type { Block, EditOf } from './network-edit';

// Edits that put layers in. What cannot be done gives the same layers.

/** The block under names that nobody has, `outside` being read wherever it does not read itself; null: nothing is. */
function adopt(block: Block, taken: ReadonlySet<string>, outside: string | null): LayerSpec[] {
  const used = new Set(taken);
  const names = new Map<string, string>();
  const own = block.map((layer) => {
    const name = used.has(layer.name) || layer.name === INPUT ? freshName(layer.kind, used) : layer.name;
    used.add(name);
    names.set(layer.name, name);
    return { ...layer, name };
  });
  return own.map((layer) => ({
    ...layer,
    inputs: layer.inputs.flatMap((input) => names.get(input) ?? outside ?? []),
  }));
}

/** Of layers that belong together, the last one that none of the others reads. */
const exitOf = (layers: Layers): LayerSpec | undefined =>
  layers.filter(({ name }) => readersOf(layers, name).length === 0).at(-1) ?? layers.at(-1);

export function insert(layers: Layers, { block, on }: EditOf<'insert'>): Layers {
  const own = adopt(block, namesOf(layers), on.from);
  const exit = exitOf(own)?.name;
  if (exit === undefined || !exists(layers, on)) return layers;
  const rest = layers.map((layer) =>
    layer.name === on.to ? rewire(layer, (input, index) => (index === on.index ? exit : input)) : layer,
  );
  return spliced(rest, own, on.from);
}

export function insertAfter(layers: Layers, { block, after }: EditOf<'insertAfter'>): Layers {
  const own = adopt(block, namesOf(layers), after);
  const exit = exitOf(own)?.name;
  if (exit === undefined || !exists(layers, { from: after, to: null, index: 0 })) return layers;
  const rest = layers.map((layer) => rewire(layer, (input) => (input === after ? exit : input)));
  return spliced(rest, own, after);
}

export function place(layers: Layers, { block }: EditOf<'place'>): Layers {
  return block.length === 0 ? layers : [...layers, ...adopt(block, namesOf(layers), null)];
}

export function duplicate(layers: Layers, { names }: EditOf<'duplicate'>): Layers {
  const chosen = new Set(names);
  const block = layers.filter(({ name }) => chosen.has(name));
  const last = exitOf(block);
  return last ? insertAfter(layers, { kind: 'insertAfter', block, after: last.name }) : layers;
}
