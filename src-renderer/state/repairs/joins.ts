import type { LayerAnalysis } from '../../../src-core/architecture/analyze';
import type { LayerSpec } from '../../../src-core/architecture/layer-spec';
import { chain } from '../../../src-core/architecture/presets/preset';
import { comesFrom } from '../graph';
import { layerOf } from '../layer-kinds';
import type { Block, NetworkEdit } from '../network-edit';
import { blockWords } from './block-words';
import { called, listed, onlyFor, sameShape, type Candidate, type Shape, type View } from './view';

/** Strides beyond this are no shortcut any more. */
const LARGEST_STRIDE = 8;

/** Kernel and stride of a convolution without padding that makes one size of another; null where there is none. */
function geometry([, height = 1, width = 1]: Shape, [, h = 1, w = 1]: Shape): [number, number] | null {
  for (let stride = 1; stride <= LARGEST_STRIDE; stride++) {
    if (Math.ceil(height / stride) === h && Math.ceil(width / stride) === w) return [1, stride];
  }
  const kernelSize = height - h + 1;
  return kernelSize > 0 && width - w + 1 === kernelSize ? [kernelSize, 1] : null;
}

/** Layers that make one shape of another; null where none do. */
function adapter(from: Shape, to: Shape): Block | null {
  const [channels = 1] = to;
  if (to.length === 3) {
    const found = from.length === 3 ? geometry(from, to) : null;
    if (!found) return null;
    const [kernelSize, stride] = found;
    return [layerOf('conv2d', { filters: channels, kernelSize, stride, padding: 0 })];
  }
  const dense = layerOf('dense', { units: channels });
  if (from.length === 1) return [dense];
  if (from[0] === channels) return [layerOf('globalAveragePool2d')];
  const size = from.reduce((product, side) => product * side, 1);
  return size === channels ? [layerOf('flatten')] : chain([layerOf('flatten'), dense]);
}

/** What an input has to become so that it goes with another one. */
function wanted(kind: LayerSpec['kind'], own: Shape, other: Shape): Shape {
  if (kind === 'add') return other;
  if (other.length === 3) return [own[0] ?? 1, ...other.slice(1)];
  return [own.reduce((product, side) => product * side, 1)];
}

/** Whether an input goes with another one as it is. */
const goes = (kind: LayerSpec['kind'], own: Shape, other: Shape): boolean => sameShape(wanted(kind, own, other), own);

/** Every input that does not go with input `index` is brought to it. */
function adapted({ spec, inputShapes }: LayerAnalysis, index: number): Candidate[] {
  const shapes = inputShapes ?? [];
  const other = shapes[index] ?? [];
  const edits: NetworkEdit[] = [];
  const words: string[] = [];
  for (const [i, own] of shapes.entries()) {
    if (goes(spec.kind, own, other)) continue;
    const block = adapter(own, wanted(spec.kind, own, other));
    const from = spec.inputs[i] ?? '';
    if (!block) return [];
    edits.push({ kind: 'insert', block, on: { from, to: spec.name, index: i } });
    words.push(`${blockWords(block)} behind ${called(from)}`);
  }
  return [{ label: `Insert ${listed(words)}`, edits }];
}

/** Convolutions that the branches do not have in common keep the size of their image. */
function padded({ network }: View, { inputs }: LayerSpec): Candidate[] {
  const { layers } = network;
  const own = layers.filter((layer) => {
    if (layer.kind !== 'conv2d' && layer.kind !== 'depthwiseConv2d') return false;
    const readers = inputs.filter((input) => comesFrom(layers, input, layer.name)).length;
    return layer.padding !== 'same' && readers > 0 && readers < inputs.length;
  });
  if (own.length === 0) return [];
  const edits = own.map(({ name }): NetworkEdit => ({ kind: 'set', name, settings: { padding: 'same' } }));
  return [{ label: `Pad ${listed(own.map(({ name }) => name))} to same`, edits }];
}

/** Only what goes with input `index` is read; what the others were made of alone goes, and a join that has nothing to join. */
function thinned({ network }: View, { spec, inputShapes }: LayerAnalysis, index: number): Candidate {
  const shapes = inputShapes ?? [];
  const dropped = shapes.flatMap((own, i) => (goes(spec.kind, own, shapes[index] ?? []) ? [] : i));
  const cut = dropped
    .reverse()
    .map((i): NetworkEdit => ({ kind: 'disconnect', wire: { from: spec.inputs[i] ?? '', to: spec.name, index: i } }));
  const names = [...new Set(dropped.map((i) => spec.inputs[i] ?? ''))];
  const kept = spec.inputs.filter((input) => !names.includes(input));
  const gone = names.flatMap((name) => [...onlyFor(network.layers, name, spec.name)]);
  if (kept.length < 2) gone.push(spec.name);
  const label = gone.some((name) => name !== spec.name)
    ? `Remove the branch of ${listed(names)}`
    : `Do without ${listed(names.map(called))}`;
  return { label, edits: [...cut, { kind: 'remove', names: gone }] };
}

/** How many of the others an input is made of: these are the ways around it, and the ones to be changed. */
const waysAround = ({ network }: View, { inputs }: LayerSpec, index: number): number =>
  inputs.filter((other, i) => i !== index && comesFrom(network.layers, inputs[index] ?? '', other)).length;

/** More branches to begin with would not be read. */
const FEW = 4;

/** Branches brought to one shape: by padding, by a convolution or a dense layer, or by leaving one out. */
export function forShapesDiffer(view: View, layer: LayerAnalysis): Candidate[] {
  const { spec } = layer;
  const order = spec.inputs
    .map((_, index) => index)
    .sort((a, b) => waysAround(view, spec, b) - waysAround(view, spec, a))
    .slice(0, FEW);
  return [
    ...padded(view, spec),
    ...order.flatMap((index) => adapted(layer, index)),
    ...order.map((index) => thinned(view, layer, index)),
  ];
}
