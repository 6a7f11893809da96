import { parseNetwork, type NetworkSpec } from '../../src-core/architecture/network-spec';
import { defaultPreset } from '../../src-core/architecture/presets';
import type { Result } from '../../src-core/protocol/methods';

type Examples = Pick<Result<'describeData'>, 'shape' | 'classNames'>;

/** A network without layers for this data; null: for MNIST. Pixels enter as in `present`, where that reads the same. */
export function emptyNetwork(data: Examples | null, present: NetworkSpec): NetworkSpec {
  const { format, version, input, classNames, loss } = defaultPreset.network;
  const { shape } = data ?? input;
  return parseNetwork({
    format,
    version,
    name: 'my network',
    input: { shape, normalization: normalizationFor(shape, present) },
    classNames: data?.classNames ?? classNames,
    layers: [],
    loss,
  });
}

function normalizationFor(shape: readonly number[], { input }: NetworkSpec): NetworkSpec['input']['normalization'] {
  if (input.shape.join() === shape.join()) return input.normalization;
  return shape.length === 1 ? { mean: 0, scale: 1 } : defaultPreset.network.input.normalization;
}
