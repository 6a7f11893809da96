import type { WindowGeometry } from '../kernels';

// What the convolutions share. Output pixel (oy, ox) of a plane meets input pixel (oy·strideY + ky − paddingTop,
// ox·strideX + kx − paddingLeft) of another through weight (ky, kx). The columns are innermost, so that one weight meets
// a whole row and the limits of a row are found once: no test for the padding inside.

/** First and one past the last output position whose window, at kernel offset `k`, lies inside the input. */
function validRange(k: number, padding: number, stride: number, inSize: number, outSize: number): [number, number] {
  const first = Math.max(0, Math.ceil((padding - k) / stride));
  const last = Math.min(outSize - 1, Math.floor((inSize - 1 + padding - k) / stride));
  return [first, last + 1];
}

/** Told of an output row and an input row that meet: the weight between them and the offsets of the first pair of pixels. */
export type RowVisitor = (weight: number, out: number, input: number, length: number) => void;

/** Calls `row` for every pair of rows of one output plane and one input plane, which begin at these offsets. */
export function forEachRowOfPlanes(
  weightBase: number,
  outBase: number,
  inBase: number,
  g: WindowGeometry,
  row: RowVisitor,
): void {
  for (let ky = 0, weight = weightBase; ky < g.kernelHeight; ky++) {
    const [top, bottom] = validRange(ky, g.paddingTop, g.strideY, g.inHeight, g.outHeight);
    for (let kx = 0; kx < g.kernelWidth; kx++, weight++) {
      const [left, right] = validRange(kx, g.paddingLeft, g.strideX, g.inWidth, g.outWidth);
      for (let oy = top; oy < bottom; oy++) {
        const out = outBase + oy * g.outWidth + left;
        const iy = oy * g.strideY + ky - g.paddingTop;
        const input = inBase + iy * g.inWidth + left * g.strideX + kx - g.paddingLeft;
        row(weight, out, input, right - left);
      }
    }
  }
}

/** target[t + i·tStep] += factor · source[s + i·sStep]. */
export function addScaled(
  factor: number,
  source: Float32Array,
  s: number,
  sStep: number,
  target: Float32Array,
  t: number,
  tStep: number,
  length: number,
): void {
  for (let i = 0; i < length; i++) target[t + i * tStep] += factor * source[s + i * sStep];
}

/** Σ a[s + i·aStep] · b[t + i]. */
export function dot(a: Float32Array, s: number, aStep: number, b: Float32Array, t: number, length: number): number {
  let sum = 0;
  for (let i = 0; i < length; i++) sum += a[s + i * aStep] * b[t + i];
  return sum;
}

/** Every plane of y ← its channel's bias, or 0. */
export function fillWithBias(y: Float32Array, bias: Float32Array | null, n: number, g: WindowGeometry): void {
  const plane = g.outHeight * g.outWidth;
  for (let i = 0; i < n * g.outChannels; i++) y.fill(bias ? bias[i % g.outChannels] : 0, i * plane, (i + 1) * plane);
}

/** dbias[oc] += Σ dy[oc, oy, ox]. */
export function addBiasGradient(dy: Float32Array, dbias: Float32Array, n: number, g: WindowGeometry): void {
  const plane = g.outHeight * g.outWidth;
  for (let i = 0; i < n * g.outChannels; i++) {
    let sum = 0;
    for (let pixel = i * plane; pixel < (i + 1) * plane; pixel++) sum += dy[pixel];
    dbias[i % g.outChannels] += sum;
  }
}
