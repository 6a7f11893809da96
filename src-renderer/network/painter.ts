import { colorOf, symmetricScale, type Ramp } from './colors';
import type { Mosaic } from './mosaic';
import { tileRect } from './mosaic-cells';

/**
 * Tiles of values and how they are coloured: ±`scale` has the full colour, unless all are zero; null: the largest absolute
 * value. `values`: null where they are still to come.
 */
export interface Picture {
  readonly mosaic: Mosaic;
  readonly values: Float32Array | null;
  readonly scale: number | null;
  readonly ramp: Ramp;
}

interface ScaledPicture extends Picture {
  readonly scale: number;
}

/** Fills one tile, value by value; `left` and `top` are pixels. */
function fillTile(target: Uint32Array, picture: ScaledPicture, first: number, left: number, top: number): void {
  const { mosaic, values, scale, ramp } = picture;
  const { tile, zoom, width } = mosaic;
  for (let y = 0; y < tile.height; y++) {
    const line = (top + y * zoom.y) * width + left;
    for (let x = 0; x < tile.width; x++) {
      const value = values?.[first + y * tile.width + x];
      const color = value === undefined ? ramp.empty : colorOf(ramp, value, scale || 1);
      target.fill(color, line + x * zoom.x, line + (x + 1) * zoom.x);
    }
    for (let copy = 1; copy < zoom.y; copy++) {
      target.copyWithin(line + copy * width, line, line + tile.width * zoom.x);
    }
  }
}

/** The picture as pixels, (height, width) of the mosaic; between the tiles they are transparent. */
export function fillPicture(target: Uint32Array, picture: Picture): void {
  const { shown, tile } = picture.mosaic;
  const scale = picture.scale ?? (picture.values ? symmetricScale(picture.values) : 1);
  const scaled = { ...picture, scale };
  target.fill(0);
  for (let i = 0; i < shown; i++) {
    const { x, y } = tileRect(picture.mosaic, i);
    fillTile(target, scaled, i * tile.width * tile.height, x, y);
  }
}

/** Paints pictures on a canvas, one after the other, each in one go. */
export class Painter {
  readonly #canvas: HTMLCanvasElement;
  #image: ImageData | null = null;

  constructor(canvas: HTMLCanvasElement) {
    this.#canvas = canvas;
  }

  paint(picture: Picture): void {
    const { width, height } = picture.mosaic;
    const context = this.#canvas.getContext('2d');
    if (!context || width < 1 || height < 1) return;
    if (this.#image?.width !== width || this.#image.height !== height) {
      this.#image = new ImageData(width, height);
      Object.assign(this.#canvas, { width, height });
    }
    fillPicture(new Uint32Array(this.#image.data.buffer), picture);
    context.putImageData(this.#image, 0, 0);
  }
}
