import type { Shape } from '../../tensor/shape';

/** Zeros on each side of an image, pixels. */
export interface Sides {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

/** What padding `same` puts around an image so that the output is ⌈size / stride⌉ large; an odd one goes to the end. */
export function samePadding([, height, width]: Shape, kernelSize: number, stride: number): Sides {
  const zeros = (size: number): [number, number] => {
    const all = Math.max(0, (Math.ceil(size / stride) - 1) * stride + kernelSize - size);
    return [Math.floor(all / 2), Math.ceil(all / 2)];
  };
  const [top, bottom] = zeros(height);
  const [left, right] = zeros(width);
  return { top, bottom, left, right };
}
