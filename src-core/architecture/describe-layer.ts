import { INPUT } from './network-spec';
import type { LayerSpec } from './layer-spec';

/** A layer's kind by the name that Keras gives it, as it stands on screen. */
export const KIND_NAMES: Record<LayerSpec['kind'], string> = {
  conv2d: 'Conv2D',
  maxPool2d: 'MaxPooling2D',
  relu: 'ReLU',
  flatten: 'Flatten',
  dense: 'Dense',
  add: 'Add',
};

/** The settings of a layer that decide what it computes, in a few words; empty where it has none. */
export function describeSettings(spec: LayerSpec): string {
  switch (spec.kind) {
    case 'conv2d': {
      const parts = [
        `${spec.filters} ${spec.filters === 1 ? 'filter' : 'filters'} ${spec.kernelSize}×${spec.kernelSize}`,
      ];
      if (spec.stride !== 1) parts.push(`stride ${spec.stride}`);
      if (spec.padding > 0) parts.push(`padding ${spec.padding}`);
      if (!spec.bias) parts.push('no bias');
      return parts.join(', ');
    }
    case 'maxPool2d': {
      const parts = [`${spec.kernelSize}×${spec.kernelSize}`];
      if (spec.stride !== spec.kernelSize) parts.push(`stride ${spec.stride}`);
      if (spec.ties === 'all') parts.push('ties to all');
      return parts.join(', ');
    }
    case 'dense':
      return `${spec.units} ${spec.units === 1 ? 'unit' : 'units'}${spec.bias ? '' : ', no bias'}`;
    case 'add':
      return spec.inputs.map((name) => (name === INPUT ? 'the input' : name)).join(' + ');
    case 'relu':
    case 'flatten':
      return '';
    default:
      return spec satisfies never;
  }
}
