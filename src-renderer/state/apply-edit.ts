import { layerSpecSchema } from '../../src-core/architecture/layer-spec';
import { INPUT, MOST_LAYERS, networkSpecSchema, type NetworkSpec } from '../../src-core/architecture/network-spec';
import { duplicate, insert, insertAfter, place } from './edit-blocks';
import { connect, disconnect, join, move, remove, shift } from './edit-wires';
import { find, namesOf, rewire, type Layers } from './graph';
import { nameFault } from './layer-names';
import type { EditOf, NetworkEdit } from './network-edit';

/** What would make no layer of the kind is not done. */
function set(layers: Layers, { name, settings }: EditOf<'set'>): Layers {
  const layer = find(layers, name);
  if (!layer) return layers;
  const changed = layerSpecSchema.safeParse({ ...layer, ...settings, kind: layer.kind, name, inputs: layer.inputs });
  const before = layerSpecSchema.safeParse(layer);
  if (!changed.success || JSON.stringify(changed.data) === JSON.stringify(before.data)) return layers;
  return layers.map((other) => (other === layer ? changed.data : other));
}

/** Of several layers of that name, or one that is called like the example, the last is meant, and what reads it stands behind it. */
function rename(layers: Layers, { name, to }: EditOf<'rename'>): Layers {
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
function describe(network: NetworkSpec, { changes }: EditOf<'describe'>): NetworkSpec {
  const given = Object.fromEntries(Object.entries<unknown>(changes).filter(([, value]) => value !== undefined));
  const checked = networkSpecSchema.partial().safeParse(given);
  return checked.success ? { ...network, ...checked.data } : network;
}

function edited(network: NetworkSpec, edit: NetworkEdit): NetworkSpec {
  if (edit.kind === 'replace') return edit.network;
  if (edit.kind === 'describe') return describe(network, edit);
  const layers = editedLayers(network.layers, edit);
  const isDone = layers !== network.layers && !isTooMuch(layers, network);
  return isDone ? { ...network, layers: [...layers] } : network;
}

/** A network that has too many already can still lose some. */
const isTooMuch = (layers: Layers, before: NetworkSpec): boolean =>
  layers.length > MOST_LAYERS && layers.length > before.layers.length;

/** Why an edit is not done that a smaller network would take: one sentence; null for any other. */
export function editRefusal(network: NetworkSpec, edit: NetworkEdit): string | null {
  if (edit.kind === 'replace' || edit.kind === 'describe') return null;
  const layers = editedLayers(network.layers, edit);
  if (!isTooMuch(layers, network)) return null;
  return `Nothing was added: a network has at most ${MOST_LAYERS} layers, and this one would have ${layers.length}.`;
}

/** The network after an edit. What cannot be done, or changes nothing, gives the same object; nothing throws. */
export function applyEdit(network: NetworkSpec, edit: NetworkEdit): NetworkSpec {
  const after = edited(network, edit);
  return JSON.stringify(after) === JSON.stringify(network) ? network : after;
}

/** The network after several edits, one after the other. */
export const applyEdits = (network: NetworkSpec, edits: readonly NetworkEdit[]): NetworkSpec =>
  edits.reduce(applyEdit, network);
