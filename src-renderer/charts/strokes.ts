import type { ChartArea } from 'chart.js';

/** The middle of the pixel at `x`: a line of one pixel is sharp there. */
export const onPixel = (x: number): number => Math.round(x) + 0.5;

/** A line from the top of the plot to its bottom. */
export function drawUpright(ctx: CanvasRenderingContext2D, { top, bottom }: ChartArea, x: number): void {
  ctx.beginPath();
  ctx.moveTo(x, top);
  ctx.lineTo(x, bottom);
  ctx.stroke();
}

export function drawDot(ctx: CanvasRenderingContext2D, x: number, y: number, radius: number, color: string): void {
  ctx.fillStyle = color;
  ctx.beginPath();
  ctx.arc(x, y, radius, 0, 2 * Math.PI);
  ctx.fill();
}
