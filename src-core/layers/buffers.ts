import type { Parameter } from '../tensor/parameter';
import { sizeOf, type Shape } from '../tensor/shape';
import type { LayerSite } from './layer';

/** The output buffer (N, ...outputShape). */
export function allocateOutput(site: LayerSite): Float32Array {
  return site.kernels.allocate(site.maxBatch * sizeOf(site.outputShape));
}

/** The gradient buffer (N, ...inputShape) of the layer's one input, or null where nobody needs it. */
export function allocateInputGradient(site: LayerSite): Float32Array | null {
  if (!site.trainable || !site.wantsInputGradient[0]) return null;
  return site.kernels.allocate(site.maxBatch * sizeOf(site.inputShapes[0]));
}

/** A parameter of zeros, `role` being PyTorch's word for it: weight or bias. */
export function allocateParameter(site: LayerSite, role: string, shape: Shape): Parameter {
  const length = sizeOf(shape);
  return {
    name: `${site.name}.${role}`,
    shape,
    trainable: true,
    value: site.kernels.allocate(length),
    grad: site.kernels.allocate(site.trainable ? length : 0),
  };
}

/** A tensor of zeros that the layer itself keeps up to date, saved with the parameters: PyTorch's buffer. */
export function allocateStatistic(site: LayerSite, role: string, shape: Shape): Parameter {
  const value = site.kernels.allocate(sizeOf(shape));
  return { name: `${site.name}.${role}`, shape, trainable: false, value, grad: site.kernels.allocate(0) };
}
