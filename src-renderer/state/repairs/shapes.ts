import type { LayerAnalysis } from '../../../src-core/architecture/analyze';
import type { LayerSpec } from '../../../src-core/architecture/layer-spec';
import { layerOf } from '../layer-kinds';
import type { Block, LayerSettings, NetworkEdit, Wire } from '../network-edit';
import { blockWords } from './block-words';
import { called, connection, removal, type Candidate, type View } from './view';

/** What lies further back is not what is meant. */
const FEW = 4;

const set = (name: string, settings: LayerSettings): NetworkEdit => ({ kind: 'set', name, settings });

const insertion = (block: Block, on: Wire): Candidate => ({
  label: `Insert ${blockWords(block)}`,
  edits: [{ kind: 'insert', block, on }],
});

/** The way back along first inputs, the nearest first. */
function wayBack({ byName }: View, { inputs }: LayerSpec): LayerSpec[] {
  const way: LayerSpec[] = [];
  let next = byName.get(inputs[0] ?? '')?.spec;
  while (next && !way.includes(next)) {
    way.push(next);
    next = byName.get(next.inputs[0] ?? '')?.spec;
  }
  return way;
}

export function forNeedsVector({ name, inputs }: LayerSpec): Candidate[] {
  const wire = { from: inputs[0] ?? '', to: name, index: 0 };
  return [insertion([layerOf('flatten')], wire), insertion([layerOf('globalAveragePool2d')], wire), removal(name)];
}

/** Without what made a vector of the image, or around it. */
export function forNeedsImage(view: View, spec: LayerSpec): Candidate[] {
  const flattening = wayBack(view, spec).filter(({ kind }) => kind === 'flatten' || kind === 'globalAveragePool2d');
  const flat = flattening.slice(0, FEW);
  const around = flat.flatMap(({ inputs: [from] }) =>
    from === undefined ? [] : { label: `Read ${called(from)} instead`, edits: [connection(from, spec.name)] },
  );
  return [...flat.map(({ name }) => removal(name)), ...around, removal(spec.name)];
}

/** Makes an earlier layer leave more of the image. */
function larger(spec: LayerSpec): Candidate[] {
  const { name } = spec;
  switch (spec.kind) {
    case 'maxPool2d':
    case 'averagePool2d':
      if (spec.stride === 1) return [];
      if (spec.kernelSize <= 2) return [removal(name)];
      return [{ label: `Reduce ${name} to 2×2`, edits: [set(name, { kernelSize: 2, stride: 2 })] }, removal(name)];
    case 'conv2d':
    case 'depthwiseConv2d':
      return spec.stride === 1 ? [] : [{ label: `Set the stride of ${name} to 1`, edits: [set(name, { stride: 1 })] }];
    default:
      return [];
  }
}

/** The largest window that fits, a smaller step before it, or none at all. */
export function forWindowTooLarge(view: View, { spec, inputShapes }: LayerAnalysis): Candidate[] {
  const [, height = 1, width = 1] = inputShapes?.[0] ?? [];
  const before = wayBack(view, spec).flatMap(larger).slice(0, FEW);
  const side = Math.min(height, width);
  if (spec.kind === 'conv2d' || spec.kind === 'depthwiseConv2d') {
    const room = side + 2 * (typeof spec.padding === 'number' ? spec.padding : 0);
    return [
      { label: 'Pad to same', edits: [set(spec.name, { padding: 'same' })] },
      { label: `Reduce the kernel to ${room}×${room}`, edits: [set(spec.name, { kernelSize: room })] },
      ...before,
      removal(spec.name),
    ];
  }
  if (spec.kind !== 'maxPool2d' && spec.kind !== 'averagePool2d') return [];
  const smaller = { kernelSize: side, stride: Math.min(spec.stride, side) };
  const reduced = { label: `Reduce pooling to ${side}×${side}`, edits: [set(spec.name, smaller)] };
  return side > 1 ? [reduced, ...before, removal(spec.name)] : [removal(spec.name), ...before];
}
