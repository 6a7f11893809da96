import type { KernelCall, WindowGeometry } from '../kernels/kernels';

type CallOf<K extends KernelCall['kernel']> = Extract<KernelCall, { kernel: K }>;

/**
 * Channels from which on a convolution is better done by itself: what follows it is little beside it then, and there are
 * faster ways to many channels than a tile that is pooled where it stands (docs/performance.md).
 */
const MANY_CHANNELS = 8;

/** A ReLU and the pooling of what it made, and the way back where the plan has one. */
interface Pair {
  readonly relu: CallOf<'relu'>;
  readonly pool: CallOf<'maxPool2d'>;
  readonly back: { readonly pool: CallOf<'maxPool2dBackward'>; readonly relu: CallOf<'reluBackward'> } | null;
}

/**
 * A plan that comes to the same: where a pooling of 2 × 2 follows a ReLU, one call does the work of both, or of the
 * convolution before them too, and one that of both on the way back. What the ReLU made is then nowhere to be seen, its
 * tensor being used for what the way back needs, nor what the convolution made: `seen` are the tensors that somebody reads
 * after the plan. All other results have the same bytes, and calls keep their order.
 *
 * The way back has to be in the same plan as the way there, or nobody may go it.
 */
export function fuse(calls: readonly KernelCall[], seen: readonly Float32Array[]): readonly KernelCall[] {
  const fused = new Map<KernelCall, KernelCall | null>();
  calls.forEach((_, i) => {
    const pair = pairAt(calls, i);
    if (!pair || !isPrivate(pair, calls, seen)) return;
    const { relu, pool, back } = pair;
    const conv = convolutionAt(calls, i - 1, pair, seen);
    const [z, y, n, geometry] = pool.args;
    const places = back && z;
    const ties = back ? back.pool.args[6] : 'first';
    fused.set(pool, null);
    if (conv) {
      const [x, weight, bias, , , kernel] = conv.args;
      fused.set(conv, { kernel: 'conv2dReluMaxPool', args: [x, weight, bias, y, places, n, kernel, ties] });
      fused.set(relu, null);
    } else fused.set(relu, { kernel: 'reluMaxPool', args: [relu.args[0], y, places, n, geometry, ties] });
    if (!back) return;
    const [dy, dx] = [back.pool.args[2], back.relu.args[2]];
    fused.set(back.pool, { kernel: 'reluMaxPoolBackward', args: [z, dy, dx, n, geometry] }).set(back.relu, null);
  });
  return calls.flatMap((call) => fused.get(call) ?? (fused.has(call) ? [] : [call]));
}

const inputSize = (n: number, g: WindowGeometry): number => n * g.inChannels * g.inHeight * g.inWidth;

/** The pair whose ReLU is call `i`. Both are neighbours, here and on the way back, so that nothing happens between them. */
function pairAt(calls: readonly KernelCall[], i: number): Pair | null {
  const [relu, pool] = [calls[i], calls.at(i + 1)];
  if (relu.kernel !== 'relu' || pool?.kernel !== 'maxPool2d') return null;
  const [z, y, n, geometry] = pool.args;
  if (relu.args[1] !== z || relu.args[2] !== inputSize(n, geometry) || !isHalving(geometry)) return null;

  const first = calls.findIndex((call) => call.kernel === 'maxPool2dBackward' && call.args[0] === z);
  if (first < 0) return { relu, pool, back: null };
  const [poolBack, reluBack] = [calls[first], calls.at(first + 1)];
  if (poolBack.kernel !== 'maxPool2dBackward' || reluBack?.kernel !== 'reluBackward') return null;
  const onward = poolBack.args[1] === y && reluBack.args[0] === z && reluBack.args[1] === poolBack.args[3];
  const whole = poolBack.args[4] === n && reluBack.args[3] === relu.args[2];
  return onward && whole ? { relu, pool, back: { pool: poolBack, relu: reluBack } } : null;
}

function isHalving(g: WindowGeometry): boolean {
  const windows = [g.kernelHeight, g.kernelWidth, g.strideY, g.strideX].every((size) => size === 2);
  const whole = g.outHeight === Math.floor(g.inHeight / 2) && g.outWidth === Math.floor(g.inWidth / 2);
  return windows && whole && g.paddingTop === 0 && g.paddingLeft === 0;
}

/** Call `i`, if it is a convolution that may be done with the pair: one of few channels, whose output nobody else reads. */
function convolutionAt(
  calls: readonly KernelCall[],
  i: number,
  { relu, pool }: Pair,
  seen: readonly Float32Array[],
): CallOf<'conv2d'> | null {
  const conv = i < 0 ? undefined : calls[i];
  if (conv?.kernel !== 'conv2d') return null;
  const [, , , y, n, g] = conv.args;
  const whole = n === pool.args[2] && n * g.outChannels * g.outHeight * g.outWidth === relu.args[2];
  return g.inChannels < MANY_CHANNELS && whole && relu.args[0] === y && !isMet(y, [conv, relu], calls, seen)
    ? conv
    : null;
}

/** Whether nobody else meets the tensors that are no more once these calls are fused. */
function isPrivate({ relu, pool, back }: Pair, calls: readonly KernelCall[], seen: readonly Float32Array[]): boolean {
  const own = [relu, pool, ...(back ? [back.pool, back.relu] : [])];
  const gone = [relu.args[1], ...(back ? [back.pool.args[3]] : [])];
  return !gone.some((tensor) => isMet(tensor, own, calls, seen));
}

const overlap = (a: Float32Array, b: Float32Array): boolean =>
  a.buffer === b.buffer && a.byteOffset < b.byteOffset + b.byteLength && b.byteOffset < a.byteOffset + a.byteLength;

/** Whether a tensor is read or written by other calls than these, or looked at after them. */
function isMet(
  tensor: Float32Array,
  own: readonly KernelCall[],
  calls: readonly KernelCall[],
  seen: readonly Float32Array[],
): boolean {
  const others = calls.filter((call) => !own.includes(call)).flatMap(({ args }) => args as readonly unknown[]);
  return [...others, ...seen].some((other) => other instanceof Float32Array && overlap(tensor, other));
}
