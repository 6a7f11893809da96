import type { KernelCall } from '../kernels/kernels';

const overlap = (a: Float32Array, b: Float32Array): boolean =>
  a.buffer === b.buffer && a.byteOffset < b.byteOffset + b.byteLength && b.byteOffset < a.byteOffset + a.byteLength;

const touches = ({ args }: KernelCall, tensor: Float32Array): boolean =>
  (args as readonly unknown[]).some((argument) => argument instanceof Float32Array && overlap(argument, tensor));

/** The call that sets a tensor to zeros, if nobody has met it since when call `before` comes. */
function zeroing(calls: readonly KernelCall[], tensor: Float32Array, before: number): KernelCall | null {
  for (let i = before - 1; i >= 0; i--) {
    const call = calls[i];
    if (!touches(call, tensor)) continue;
    return call.kernel === 'fill' && call.args[0] === tensor && call.args[1] === 0 ? call : null;
  }
  return null;
}

/**
 * A plan that comes to the same, to the bit: gradients of a dense layer that would be set to zero and then added to are
 * written where they are computed. Those are most of the parameters of a network that ends in dense layers.
 */
export function writeGradients(calls: readonly KernelCall[]): readonly KernelCall[] {
  const rewritten = new Map<KernelCall, KernelCall | null>();
  calls.forEach((call, i) => {
    if (call.kernel !== 'denseBackwardWeight') return;
    const [, , dweight, dbias] = call.args;
    const zeroings = [dweight, ...(dbias ? [dbias] : [])].map((tensor) => zeroing(calls, tensor, i));
    if (zeroings.includes(null)) return;
    for (const fill of zeroings) if (fill) rewritten.set(fill, null);
    rewritten.set(call, { kernel: 'denseWeightGradient', args: call.args });
  });
  return calls.flatMap((call) => rewritten.get(call) ?? (rewritten.has(call) ? [] : [call]));
}
