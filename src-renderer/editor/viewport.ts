import type { Box } from './layout';

/** Which part of the canvas is seen: where it begins, CSS pixels of the pane, and how large it is drawn. */
export interface Viewport {
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Between a card and the edge of the pane, CSS pixels. */
const MARGIN = 12;

const clamp = (value: number, low: number, high: number): number => Math.max(low, Math.min(high, value));

/**
 * The part of the canvas that is seen, moved as little as shows all of `box`, if one is named, and nothing beside the canvas:
 * one that is narrower than the pane stands in its middle.
 */
export function revealed({ x, y, zoom }: Viewport, canvas: Size, pane: Size, box?: Box): Viewport {
  if (box) {
    const [top, bottom] = [box.y * zoom, (box.y + box.height) * zoom];
    y = Math.max(MARGIN - top, Math.min(pane.height - MARGIN - bottom, y));
  }
  const [wide, high] = [pane.width - canvas.width * zoom, pane.height - canvas.height * zoom];
  return { x: wide > 0 ? wide / 2 : clamp(x, wide, 0), y: clamp(y, Math.min(0, high), 0), zoom };
}

/** The same, larger or smaller, with what is in the middle of the pane staying there. */
export function zoomed({ x, y, zoom }: Viewport, wanted: number, pane: Size): Viewport {
  const growth = wanted / zoom;
  const [middle, center] = [pane.width / 2, pane.height / 2];
  return { x: middle - (middle - x) * growth, y: center - (center - y) * growth, zoom: wanted };
}
