import fc from 'fast-check';
import type { Initializer, LayerSpec } from '../../src-core/architecture/layer-spec';
import type { NetworkSpec } from '../../src-core/architecture/network-spec';
import type { Link } from '../../src-core/architecture/presets/preset';

const number = (min: number, max: number): fc.Arbitrary<number> =>
  fc.double({ min, max, noNaN: true }).map((value) => value + 0); // no −0, which JSON does not know

const initializer: fc.Arbitrary<Initializer> = fc.oneof(
  fc.constantFrom(
    ...(['heNormal', 'heUniform', 'xavierNormal', 'xavierUniform'] as const).map((kind) => ({ kind }) as const),
  ),
  fc.record({ kind: fc.constant('normal' as const), sigma: number(0, 10) }),
  fc.record({ kind: fc.constant('constant' as const), value: number(-100, 100) }),
);

const weights = { bias: fc.boolean(), initializer, biasInitializer: initializer };
const optionalBias = { requiredKeys: ['kind', 'name', 'bias', 'initializer'] as const };
const side = fc.integer({ min: 1, max: 4096 });
const padding = fc.oneof(fc.integer({ min: 0, max: 4096 }), fc.constantFrom('valid' as const, 'same' as const));
const kind = <K extends LayerSpec['kind']>(name: K): { kind: fc.Arbitrary<K>; name: fc.Arbitrary<string> } => ({
  kind: fc.constant(name),
  name: fc.constant(''),
});
const window = { kernelSize: side, stride: side };

/** A layer without its wires; its name is given later. */
const link = fc.oneof(
  fc.record(
    { ...kind('conv2d'), filters: side, ...window, padding, ...weights },
    { requiredKeys: [...optionalBias.requiredKeys, 'filters', 'kernelSize', 'stride', 'padding'] },
  ),
  fc.record({ ...kind('dense'), units: side, ...weights }, { requiredKeys: [...optionalBias.requiredKeys, 'units'] }),
  fc.record({
    ...kind('depthwiseConv2d'),
    ...{ depthMultiplier: fc.integer({ min: 1, max: 64 }), ...window, padding, bias: fc.boolean(), initializer },
  }),
  fc.record({ ...kind('maxPool2d'), ...window, ties: fc.constantFrom('first' as const, 'all' as const) }),
  fc.record({ ...kind('averagePool2d'), ...window }),
  fc.record({ ...kind('dropout'), rate: number(0, 0.99) }),
  fc.record({ ...kind('batchNorm'), momentum: number(0, 1), epsilon: number(1e-12, 1) }),
  fc.record({ ...kind('leakyRelu'), negativeSlope: number(0, 1) }),
  ...(['relu', 'sigmoid', 'tanh', 'softmax', 'flatten', 'globalAveragePool2d', 'add', 'concatenate'] as const).map(
    (name) => fc.record(kind(name)),
  ),
) as fc.Arbitrary<Link>;

const name = fc.stringMatching(/^[A-Za-z][A-Za-z0-9_]{0,39}$/).filter((text) => text !== 'input');

/** Layers of different names that read each other, or the input, at random: a graph, though hardly one that can run. */
const layers: fc.Arbitrary<LayerSpec[]> = fc
  .uniqueArray(name, { maxLength: 12 })
  .chain((names) =>
    fc.tuple(
      ...names.map((own) =>
        fc
          .tuple(link, fc.array(fc.constantFrom('input', ...names), { maxLength: 3 }))
          .map(([spec, inputs]): LayerSpec => ({ ...spec, name: own, inputs })),
      ),
    ),
  );

const shape: fc.Arbitrary<NetworkSpec['input']['shape']> = fc.oneof(
  fc.tuple(fc.constantFrom(1 as const, 3 as const), fc.integer({ min: 1, max: 64 }), fc.integer({ min: 1, max: 64 })),
  fc.tuple(fc.integer({ min: 1, max: 65536 })),
);

const loss: fc.Arbitrary<NetworkSpec['loss']> = fc.oneof(
  fc.record(
    { kind: fc.constant('softmaxCrossEntropy' as const), epsilon: number(0, 0.1), labelSmoothing: number(0, 0.9) },
    { requiredKeys: ['kind', 'epsilon'] },
  ),
  fc.record({ kind: fc.constantFrom('meanSquaredError' as const, 'halfSquaredError' as const) }),
);

const text = (maxLength: number): fc.Arbitrary<string> => fc.string({ unit: 'binary', minLength: 1, maxLength });

/** Any network that is a graph of layers with names of their own. */
export const anyNetwork: fc.Arbitrary<NetworkSpec> = fc.record({
  format: fc.constant('kernelsmith.network' as const),
  version: fc.constant(1 as const),
  name: text(40),
  input: fc.record({ shape, normalization: fc.record({ mean: number(-1e9, 1e9), scale: number(1e-9, 1e9) }) }),
  classNames: fc.array(text(20), { minLength: 2, maxLength: 40 }),
  layers,
  loss,
});
