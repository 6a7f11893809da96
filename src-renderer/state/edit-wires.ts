import { comesFrom, exists, find, joins, namesOf, readersOf, rewire, spliced, type Layers } from './graph';
import { freshName } from './layer-names';
import type { EditOf } from './network-edit';

// Edits that take layers out, move them, and join them otherwise. What cannot be done gives the same layers.

/** What is read where `name` was read, once the `gone` are gone; null where there is nothing. */
function healed(layers: Layers, name: string, gone: ReadonlySet<string>): string | null {
  const seen = new Set<string>();
  let next: string | undefined = name;
  while (next !== undefined && gone.has(next) && !seen.has(next)) {
    seen.add(next);
    next = find(layers, next)?.inputs[0];
  }
  return next === undefined || gone.has(next) ? null : next;
}

export function remove(layers: Layers, { names }: EditOf<'remove'>): Layers {
  const gone = new Set(names);
  const rest = layers.filter(({ name }) => !gone.has(name));
  if (rest.length === layers.length) return layers;
  return rest.map((layer) => rewire(layer, (input) => healed(layers, input, gone) ?? []));
}

export function move(layers: Layers, { name, on }: EditOf<'move'>): Layers {
  const layer = find(layers, name);
  if (!layer || joins(layer) || !exists(layers, on)) return layers;
  if (on.from === name || on.to === name) return layers;
  const without = remove(layers, { kind: 'remove', names: [name] });
  const own = { ...layer, inputs: [on.from] };
  // Where nothing takes the layer's place, its wires are gone, and this one may have become an earlier one.
  const dropped = healed(layers, name, new Set([name])) === null;
  const before = on.to === null ? [] : (find(layers, on.to)?.inputs.slice(0, on.index) ?? []);
  const at = on.index - (dropped ? before.filter((input) => input === name).length : 0);
  const rest = without.map((other) =>
    other.name === on.to ? rewire(other, (input, index) => (index === at ? name : input)) : other,
  );
  return spliced(rest, [own], on.from);
}

export function shift(layers: Layers, { name, by }: EditOf<'shift'>): Layers {
  const before = find(layers, name)?.inputs[0];
  if (by < 0) {
    const previous = before === undefined ? undefined : find(layers, before);
    const from = previous?.inputs[0];
    if (!previous || from === undefined) return layers;
    return move(layers, { kind: 'move', name, on: { from, to: previous.name, index: 0 } });
  }
  const next = readersOf(layers, name)[0]?.to;
  if (next === undefined || next === null) return layers;
  const on = readersOf(layers, next)[0] ?? { from: next, to: null, index: 0 };
  return move(layers, { kind: 'move', name, on });
}

export function connect(layers: Layers, { from, to }: EditOf<'connect'>): Layers {
  const target = find(layers, to);
  if (!target || !exists(layers, { from, to: null, index: 0 }) || comesFrom(layers, from, to)) return layers;
  const inputs = joins(target) ? [...target.inputs, from] : [from];
  return layers.map((layer) => (layer === target ? { ...layer, inputs } : layer));
}

export function join(layers: Layers, { from, to, by }: EditOf<'join'>): Layers {
  const target = find(layers, to);
  const read = target?.inputs[0];
  if (!target || read === undefined) return connect(layers, { kind: 'connect', from, to });
  if (!exists(layers, { from, to: null, index: 0 }) || comesFrom(layers, from, to)) return layers;
  const name = freshName(by, namesOf(layers));
  const rest = layers.map((layer) =>
    layer === target ? { ...layer, inputs: [name, ...layer.inputs.slice(1)] } : layer,
  );
  const at = rest.findIndex((layer) => layer.name === to);
  return [...rest.slice(0, at), { kind: by, name, inputs: [read, from] }, ...rest.slice(at)];
}

export function disconnect(layers: Layers, { wire }: EditOf<'disconnect'>): Layers {
  if (!exists(layers, wire)) return layers;
  return layers.map((layer) =>
    layer.name === wire.to ? rewire(layer, (input, index) => (index === wire.index ? [] : input)) : layer,
  );
}
