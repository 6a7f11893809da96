import { inferShape } from '../../src-core/architecture/infer-shape';
import type { LayerSpec } from '../../src-core/architecture/layer-spec';
import { referenceKernels } from '../../src-core/kernels/reference';
import type { Layer, LayerContext } from '../../src-core/layers/layer';
import { createLayer } from '../../src-core/model/create-layer';
import type { Shape } from '../../src-core/tensor/shape';

/** A layer spec without its place in a network. */
export type LooseSpec = LayerSpec extends infer T ? (T extends unknown ? Omit<T, 'name' | 'inputs'> : never) : never;

/** A layer that stands alone and learns, all gradients wanted. Its parameters are zero. */
export function looseLayer(loose: LooseSpec, inputShapes: readonly Shape[], maxBatch = 1): Layer {
  const spec: LayerSpec = { ...loose, name: 'layer', inputs: inputShapes.map((_, i) => `input${i}`) };
  const inference = inferShape(spec, inputShapes);
  if (!inference.ok) throw new Error(inference.error);
  return createLayer(spec, {
    name: spec.name,
    kernels: referenceKernels,
    inputShapes,
    outputShape: inference.outputShape,
    maxBatch,
    trainable: true,
    wantsInputGradient: inputShapes.map(() => true),
    stepKey: Float32Array.of(11, 22, 33, 44),
    salt: 55,
  });
}

export function trainingContext(batchSize: number): LayerContext {
  return { mode: 'train', batchSize, seed: 7, step: 0 };
}

/** Puts values into the parameters, in their order: weight, bias. */
export function setParameters(layer: Layer, ...values: readonly ArrayLike<number>[]): void {
  layer.parameters.forEach(({ value }, i) => {
    value.set(values[i]);
  });
}
