import type { Page } from '@playwright/test';
import type { Stroke } from '../../src-core/data/drawing/stroke';

/** Where strokes of any scale lie on a square of side 1, in the middle of it with a margin. */
function placeOnUnitSquare(strokes: readonly Stroke[]): Stroke[] {
  const points = strokes.flat();
  const left = Math.min(...points.map(([x]) => x));
  const top = Math.min(...points.map(([, y]) => y));
  const width = Math.max(...points.map(([x]) => x)) - left;
  const height = Math.max(...points.map(([, y]) => y)) - top;
  const scale = 0.7 / Math.max(width, height);
  return strokes.map((stroke) =>
    stroke.map(([x, y]) => [0.5 + (x - left - width / 2) * scale, 0.5 + (y - top - height / 2) * scale] as const),
  );
}

/** Draws on the real pad with the real mouse. */
export async function drawStrokes(page: Page, strokes: readonly Stroke[]): Promise<void> {
  const box = await page.getByTestId('pad').boundingBox();
  if (!box) throw new Error('the pad is not on screen');
  for (const stroke of placeOnUnitSquare(strokes)) {
    const points = stroke.map(([x, y]) => [box.x + x * box.width, box.y + y * box.height] as const);
    await page.mouse.move(...points[0]);
    await page.mouse.down();
    for (const point of points.slice(1)) await page.mouse.move(...point);
    await page.mouse.up();
  }
}
