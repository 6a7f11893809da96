import type { LayerSpec } from '../../src-core/architecture/layer-spec';
import { layerSpecSchema } from '../../src-core/architecture/layer-spec';
import { INPUT, MOST_LAYERS, networkSpecSchema, type NetworkSpec } from '../../src-core/architecture/network-spec';
import { freshName, nameFault } from './layer-names';
import type { Block, NetworkEdit, Wire } from './network-edit';

type Layers = readonly LayerSpec[];
type Kind<K extends NetworkEdit['kind']> = Extract<NetworkEdit, { kind: K }>;

/** These can read several layers. */
export const joins = ({ kind }: LayerSpec): boolean => kind === 'add' || kind === 'concatenate';

const namesOf = (layers: Layers): Set<string> => new Set(layers.map(({ name }) => name));
const find = (layers: Layers, name: string): LayerSpec | undefined => layers.find((layer) => layer.name === name);

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

/** `layers` with `more` behind `after`, or at the beginning. */
function spliced(layers: Layers, more: Layers, after: string): LayerSpec[] {
  const at = layers.findIndex(({ name }) => name === after) + 1;
  return [...layers.slice(0, at), ...more, ...layers.slice(at)];
}

const sameList = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((item, i) => item === b[i]);

function rewire(layer: LayerSpec, change: (input: string, index: number) => string | readonly string[]): LayerSpec {
  const inputs = layer.inputs.flatMap(change);
  return sameList(inputs, layer.inputs) ? layer : { ...layer, inputs };
}

const exists = (layers: Layers, wire: Wire): boolean =>
  wire.to === null
    ? wire.from === INPUT || find(layers, wire.from) !== undefined
    : find(layers, wire.to)?.inputs[wire.index] === wire.from;

function insert(layers: Layers, { block, on }: Kind<'insert'>): Layers {
  const own = adopt(block, namesOf(layers), on.from);
  const exit = exitOf(own)?.name;
  if (exit === undefined || !exists(layers, on)) return layers;
  const rest = layers.map((layer) =>
    layer.name === on.to ? rewire(layer, (input, index) => (index === on.index ? exit : input)) : layer,
  );
  return spliced(rest, own, on.from);
}

function insertAfter(layers: Layers, { block, after }: Kind<'insertAfter'>): Layers {
  const own = adopt(block, namesOf(layers), after);
  const exit = exitOf(own)?.name;
  if (exit === undefined || !exists(layers, { from: after, to: null, index: 0 })) return layers;
  const rest = layers.map((layer) => rewire(layer, (input) => (input === after ? exit : input)));
  return spliced(rest, own, after);
}

function place(layers: Layers, { block }: Kind<'place'>): Layers {
  return block.length === 0 ? layers : [...layers, ...adopt(block, namesOf(layers), null)];
}

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

function remove(layers: Layers, { names }: Kind<'remove'>): Layers {
  const gone = new Set(names);
  const rest = layers.filter(({ name }) => !gone.has(name));
  if (rest.length === layers.length) return layers;
  return rest.map((layer) => rewire(layer, (input) => healed(layers, input, gone) ?? []));
}

function duplicate(layers: Layers, { names }: Kind<'duplicate'>): Layers {
  const chosen = new Set(names);
  const block = layers.filter(({ name }) => chosen.has(name));
  const last = exitOf(block);
  return last ? insertAfter(layers, { kind: 'insertAfter', block, after: last.name }) : layers;
}

function move(layers: Layers, { name, on }: Kind<'move'>): Layers {
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

function shift(layers: Layers, { name, by }: Kind<'shift'>): Layers {
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

function connect(layers: Layers, { from, to }: Kind<'connect'>): Layers {
  const target = find(layers, to);
  if (!target || !exists(layers, { from, to: null, index: 0 }) || comesFrom(layers, from, to)) return layers;
  const inputs = joins(target) ? [...target.inputs, from] : [from];
  return layers.map((layer) => (layer === target ? { ...layer, inputs } : layer));
}

function join(layers: Layers, { from, to, by }: Kind<'join'>): Layers {
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

function disconnect(layers: Layers, { wire }: Kind<'disconnect'>): Layers {
  if (!exists(layers, wire)) return layers;
  return layers.map((layer) =>
    layer.name === wire.to ? rewire(layer, (input, index) => (index === wire.index ? [] : input)) : layer,
  );
}

/** What would make no layer of the kind is not done. */
function set(layers: Layers, { name, settings }: Kind<'set'>): Layers {
  const layer = find(layers, name);
  if (!layer) return layers;
  const changed = layerSpecSchema.safeParse({ ...layer, ...settings, kind: layer.kind, name, inputs: layer.inputs });
  const before = layerSpecSchema.safeParse(layer);
  if (!changed.success || JSON.stringify(changed.data) === JSON.stringify(before.data)) return layers;
  return layers.map((other) => (other === layer ? changed.data : other));
}

/** Of several layers of that name, or one that is called like the example, the last is meant, and what reads it stands behind it. */
function rename(layers: Layers, { name, to }: Kind<'rename'>): Layers {
  const at = layers.map((layer) => layer.name).lastIndexOf(name);
  const others = namesOf(layers.filter((_, i) => i !== at));
  if (name === to || at < 0 || nameFault(to, others) !== null) return layers;
  const first = name === INPUT || others.has(name) ? at + 1 : 0;
  return layers.map((layer, i) => {
    const read = i < first ? layer : rewire(layer, (input) => (input === name ? to : input));
    return i === at ? { ...read, name: to } : read;
  });
}

function editedLayers(layers: Layers, edit: Exclude<NetworkEdit, { kind: 'describe' | 'replace' }>): Layers {
  switch (edit.kind) {
    case 'insert':
      return insert(layers, edit);
    case 'insertAfter':
      return insertAfter(layers, edit);
    case 'place':
      return place(layers, edit);
    case 'remove':
      return remove(layers, edit);
    case 'duplicate':
      return duplicate(layers, edit);
    case 'move':
      return move(layers, edit);
    case 'shift':
      return shift(layers, edit);
    case 'connect':
      return connect(layers, edit);
    case 'join':
      return join(layers, edit);
    case 'disconnect':
      return disconnect(layers, edit);
    case 'set':
      return set(layers, edit);
    case 'rename':
      return rename(layers, edit);
    default:
      return edit satisfies never;
  }
}

/** What would make the description of no network is not done. */
function describe(network: NetworkSpec, { changes }: Kind<'describe'>): NetworkSpec {
  const given = Object.fromEntries(Object.entries<unknown>(changes).filter(([, value]) => value !== undefined));
  const checked = networkSpecSchema.partial().safeParse(given);
  return checked.success ? { ...network, ...checked.data } : network;
}

function edited(network: NetworkSpec, edit: NetworkEdit): NetworkSpec {
  if (edit.kind === 'replace') return edit.network;
  if (edit.kind === 'describe') return describe(network, edit);
  const layers = editedLayers(network.layers, edit);
  const tooMany = layers.length > MOST_LAYERS && layers.length > network.layers.length;
  return layers === network.layers || tooMany ? network : { ...network, layers: [...layers] };
}

/** The network after an edit. What cannot be done, or changes nothing, gives the same object; nothing throws. */
export function applyEdit(network: NetworkSpec, edit: NetworkEdit): NetworkSpec {
  const after = edited(network, edit);
  return JSON.stringify(after) === JSON.stringify(network) ? network : after;
}

/** The network after several edits, one after the other. */
export const applyEdits = (network: NetworkSpec, edits: readonly NetworkEdit[]): NetworkSpec =>
  edits.reduce(applyEdit, network);
