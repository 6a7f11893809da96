import type { Picture } from './png';

/** What a target pixel is made of: `weights[k]` of source pixel `first + k`. The weights sum to 1. */
interface Share {
  readonly first: number;
  readonly weights: readonly number[];
}

/** Smaller: the mean of what a target pixel covers, parts of pixels by their area. */
function areaShare(from: number, to: number, at: number): Share {
  const start = (at * from) / to;
  const end = ((at + 1) * from) / to;
  const first = Math.floor(start);
  const last = Math.min(from, Math.ceil(end)) - 1;
  const weights = Array.from({ length: last - first + 1 }, (_, k) => {
    const covered = Math.min(end, first + k + 1) - Math.max(start, first + k);
    return covered / (end - start);
  });
  return { first, weights };
}

/** Larger: between the two nearest pixel centres, and the outermost pixel beyond them. */
function bilinearShare(from: number, to: number, at: number): Share {
  const place = Math.min(from - 1, Math.max(0, ((at + 0.5) * from) / to - 0.5));
  const first = Math.min(from - 1, Math.floor(place));
  const rest = place - first;
  return { first, weights: rest === 0 ? [1] : [1 - rest, rest] };
}

function shares(from: number, to: number): Share[] {
  const share = to < from ? areaShare : bilinearShare;
  return Array.from({ length: to }, (_, at) => share(from, to, at));
}

/** The picture in another size, not yet rounded: area averaging along an axis that shrinks, bilinear along one that grows. */
export function resize(picture: Picture, width: number, height: number): Picture {
  if (picture.width === width && picture.height === height) return picture;
  const { channels, pixels } = picture;
  const narrow = new Float32Array(picture.height * width * channels);
  shares(picture.width, width).forEach(({ first, weights }, column) => {
    for (let row = 0; row < picture.height; row++) {
      for (let c = 0; c < channels; c++) {
        let sum = 0;
        weights.forEach((weight, k) => (sum += weight * pixels[(row * picture.width + first + k) * channels + c]));
        narrow[(row * width + column) * channels + c] = sum;
      }
    }
  });
  const line = width * channels;
  const resized = new Float32Array(height * line);
  shares(picture.height, height).forEach(({ first, weights }, row) => {
    weights.forEach((weight, k) => {
      for (let i = 0; i < line; i++) resized[row * line + i] += weight * narrow[(first + k) * line + i];
    });
  });
  return { width, height, channels, pixels: resized };
}
