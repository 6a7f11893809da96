import type { Kernels, WindowGeometry } from '../kernels';

// Every loop below visits the same products: output pixel (oc, oy, ox) meets input pixel (ic, oy·strideY + ky − paddingTop,
// ox·strideX + kx − paddingLeft) through weight (oc, ic, ky, kx). The columns are innermost, so that one weight meets a
// whole row and the limits of a row are found once: no test for the padding inside.

/** First and one past the last output position whose window, at kernel offset `k`, lies inside the input. */
function validRange(k: number, padding: number, stride: number, inSize: number, outSize: number): [number, number] {
  const first = Math.max(0, Math.ceil((padding - k) / stride));
  const last = Math.min(outSize - 1, Math.floor((inSize - 1 + padding - k) / stride));
  return [first, last + 1];
}

/** Calls `row` for every pair of an output row and an input row that meet, with offsets of the first pair of pixels. */
function forEachRow(
  n: number,
  g: WindowGeometry,
  row: (weight: number, out: number, input: number, length: number) => void,
): void {
  const inPlane = g.inHeight * g.inWidth;
  const outPlane = g.outHeight * g.outWidth;
  for (let example = 0; example < n; example++) {
    for (let oc = 0; oc < g.outChannels; oc++) {
      const outBase = (example * g.outChannels + oc) * outPlane;
      for (let ic = 0; ic < g.inChannels; ic++) {
        const inBase = (example * g.inChannels + ic) * inPlane;
        for (let ky = 0; ky < g.kernelHeight; ky++) {
          const [top, bottom] = validRange(ky, g.paddingTop, g.strideY, g.inHeight, g.outHeight);
          for (let kx = 0; kx < g.kernelWidth; kx++) {
            const [left, right] = validRange(kx, g.paddingLeft, g.strideX, g.inWidth, g.outWidth);
            const weight = ((oc * g.inChannels + ic) * g.kernelHeight + ky) * g.kernelWidth + kx;
            for (let oy = top; oy < bottom; oy++) {
              const out = outBase + oy * g.outWidth + left;
              const iy = oy * g.strideY + ky - g.paddingTop;
              const input = inBase + iy * g.inWidth + left * g.strideX + kx - g.paddingLeft;
              row(weight, out, input, right - left);
            }
          }
        }
      }
    }
  }
}

/** target[t + i·tStep] += factor · source[s + i·sStep]. */
function addScaled(
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
function dot(a: Float32Array, s: number, aStep: number, b: Float32Array, t: number, length: number): number {
  let sum = 0;
  for (let i = 0; i < length; i++) sum += a[s + i * aStep] * b[t + i];
  return sum;
}

/** y[oc, oy, ox] = bias[oc] + Σ weight[oc, ic, ky, kx] · x[ic, iy, ix]. */
export const conv2d: Kernels['conv2d'] = (x, weight, bias, y, n, g) => {
  const plane = g.outHeight * g.outWidth;
  for (let i = 0; i < n * g.outChannels; i++) y.fill(bias ? bias[i % g.outChannels] : 0, i * plane, (i + 1) * plane);
  forEachRow(n, g, (w, out, input, length) => {
    addScaled(weight[w], x, input, g.strideX, y, out, 1, length);
  });
};

/** dx[ic, iy, ix] = Σ weight[oc, ic, ky, kx] · dy[oc, oy, ox]. */
export const conv2dBackwardInput: Kernels['conv2dBackwardInput'] = (dy, weight, dx, n, g) => {
  dx.fill(0, 0, n * g.inChannels * g.inHeight * g.inWidth);
  forEachRow(n, g, (w, out, input, length) => {
    addScaled(weight[w], dy, out, 1, dx, input, g.strideX, length);
  });
};

/** dweight[oc, ic, ky, kx] += Σ x[ic, iy, ix] · dy[oc, oy, ox]; dbias[oc] += Σ dy[oc, oy, ox]. */
export const conv2dBackwardWeight: Kernels['conv2dBackwardWeight'] = (x, dy, dweight, dbias, n, g) => {
  forEachRow(n, g, (w, out, input, length) => {
    dweight[w] += dot(x, input, g.strideX, dy, out, length);
  });
  if (!dbias) return;
  const plane = g.outHeight * g.outWidth;
  for (let i = 0; i < n * g.outChannels; i++) {
    let sum = 0;
    for (let pixel = i * plane; pixel < (i + 1) * plane; pixel++) sum += dy[pixel];
    dbias[i % g.outChannels] += sum;
  }
};
