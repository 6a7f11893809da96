import type { KernelCall, WindowGeometry } from '../kernels/kernels';

type CallOf<K extends KernelCall['kernel']> = Extract<KernelCall, { kernel: K }>;

/** Products in a sum of the convolution, beyond which what follows it is next to nothing beside it (docs/performance.md). */
const MOST_PRODUCTS = 200;

/** The calls of a convolution whose output is made positive and pooled. */
interface WayThere {
  readonly conv: CallOf<'conv2d'>;
  readonly relu: CallOf<'relu'>;
  readonly pool: CallOf<'maxPool2d'>;
}

/** Those of its gradient, from the pooling to the convolution. */
interface WayBack {
  readonly poolBackward: CallOf<'maxPool2dBackward'>;
  readonly reluBackward: CallOf<'reluBackward'>;
}

/**
 * A plan that comes to the same: where a ReLU and a pooling of 2 × 2 follow a convolution, one call does the work of the
 * three, and one that of both on the way back. What the convolution and the ReLU made is then nowhere to be seen, the
 * ReLU's tensor being used for what the way back needs: `seen` are the tensors that somebody reads after the plan. All
 * other results have the same bytes, and calls keep their order.
 *
 * The way back has to be in the same plan as the way there, or nobody may go it.
 */
export function fuse(calls: readonly KernelCall[], seen: readonly Float32Array[]): readonly KernelCall[] {
  const fused = new Map<KernelCall, KernelCall | null>();
  calls.forEach((_, i) => {
    const there = wayThere(calls, i);
    if (!there) return;
    const back = wayBack(calls, there);
    if (!isPrivate({ ...there, ...back }, calls, seen)) return;
    const [x, weight, bias, , n, geometry] = there.conv.args;
    const [z, y] = there.pool.args;
    const places = back && z;
    const ties = back ? back.poolBackward.args[6] : 'first';
    fused.set(there.conv, { kernel: 'conv2dReluMaxPool', args: [x, weight, bias, y, places, n, geometry, ties] });
    fused.set(there.relu, null).set(there.pool, null);
    if (!back) return;
    const [dy, dx] = [back.poolBackward.args[2], back.reluBackward.args[2]];
    fused.set(back.poolBackward, { kernel: 'reluMaxPoolBackward', args: [z, dy, dx, n, geometry] });
    fused.set(back.reluBackward, null);
  });
  return calls.flatMap((call) => fused.get(call) ?? (fused.has(call) ? [] : [call]));
}

const valuesOf = (n: number, g: WindowGeometry): number => n * g.outChannels * g.outHeight * g.outWidth;

/** What begins with call `i`. The three are neighbours, so that nothing happens between them. */
function wayThere(calls: readonly KernelCall[], i: number): WayThere | null {
  const [conv, relu, pool] = [calls[i], calls.at(i + 1), calls.at(i + 2)];
  if (conv.kernel !== 'conv2d' || relu?.kernel !== 'relu' || pool?.kernel !== 'maxPool2d') return null;
  const [, , , y, n, geometry] = conv.args;
  const [, z, length] = relu.args;
  const onward = relu.args[0] === y && pool.args[0] === z;
  const whole = length === valuesOf(n, geometry) && pool.args[2] === n;
  const gains = geometry.inChannels * geometry.kernelHeight * geometry.kernelWidth <= MOST_PRODUCTS;
  return gains && onward && whole && isHalving(pool.args[3], geometry) ? { conv, relu, pool } : null;
}

/** The two calls that hand the gradient back to the convolution, neighbours again; null where there are none. */
function wayBack(calls: readonly KernelCall[], { conv, pool }: WayThere): WayBack | null {
  const [z, y, n] = pool.args;
  const first = calls.findIndex((call) => call.kernel === 'maxPool2dBackward' && call.args[0] === z);
  if (first < 0) return null;
  const [poolBackward, reluBackward] = [calls[first], calls.at(first + 1)];
  if (poolBackward.kernel !== 'maxPool2dBackward' || reluBackward?.kernel !== 'reluBackward') return null;
  const onward =
    poolBackward.args[1] === y && reluBackward.args[0] === z && reluBackward.args[1] === poolBackward.args[3];
  const whole = poolBackward.args[4] === n && reluBackward.args[3] === valuesOf(n, conv.args[5]);
  return onward && whole ? { poolBackward, reluBackward } : null;
}

function isHalving(pool: WindowGeometry, conv: WindowGeometry): boolean {
  const windows = [pool.kernelHeight, pool.kernelWidth, pool.strideY, pool.strideX].every((size) => size === 2);
  const rows = pool.inHeight === conv.outHeight && pool.outHeight === Math.floor(conv.outHeight / 2);
  const columns = pool.inWidth === conv.outWidth && pool.outWidth === Math.floor(conv.outWidth / 2);
  return windows && rows && columns && pool.paddingTop === 0 && pool.paddingLeft === 0;
}

const overlap = (a: Float32Array, b: Float32Array): boolean =>
  a.buffer === b.buffer && a.byteOffset < b.byteOffset + b.byteLength && b.byteOffset < a.byteOffset + a.byteLength;

/** Whether nobody but these calls meets the tensors that are no more once they are fused. */
function isPrivate(
  own: WayThere & Partial<WayBack>,
  calls: readonly KernelCall[],
  seen: readonly Float32Array[],
): boolean {
  const members = new Set<KernelCall>(Object.values(own));
  const others = calls.filter((call) => !members.has(call)).flatMap(({ args }) => args as readonly unknown[]);
  const met = [...others.filter((argument) => argument instanceof Float32Array), ...seen];
  const gone = [own.conv.args[3], own.relu.args[1], ...(own.poolBackward ? [own.poolBackward.args[3]] : [])];
  return gone.every((tensor) => !met.some((other) => overlap(tensor, other)));
}
