import type { Plugin } from 'chart.js';
import { formatCount } from '../state/format';
import type { Palette } from './palette';
import type { Reading } from './quantity';

/** Space around the number of the step, CSS pixels. */
const PADDING = 4;
const DOT = 3;
/** Of the number of the step, CSS pixels. */
const LABEL_HEIGHT = 18;

/** A line at the step that is pointed at, its number among those of the axis, and a dot on every curve that has a value there. */
export function crosshair(palette: Palette, pointed: () => Reading | null): Plugin<'line'> {
  return {
    id: 'crosshair',
    afterDatasetsDraw: ({ ctx, chartArea, scales }) => {
      const reading = pointed();
      if (!reading || !scales.x || !scales.y) return;
      const x = Math.round(scales.x.getPixelForValue(reading.step)) + 0.5;
      ctx.save();
      ctx.strokeStyle = palette.label;
      ctx.beginPath();
      ctx.moveTo(x, chartArea.top);
      ctx.lineTo(x, chartArea.bottom);
      ctx.stroke();
      drawDot(ctx, x, scales.y.getPixelForValue(reading.raw), palette.raw);
      drawDot(ctx, x, scales.y.getPixelForValue(reading.smooth), palette.smooth);
      if (reading.validation !== null) {
        drawDot(ctx, x, scales.y.getPixelForValue(reading.validation), palette.validation);
      }
      ctx.restore();
    },
    // After the numbers of the axis, so that it stands over them.
    afterDraw: ({ ctx, chartArea, scales, width }) => {
      const reading = pointed();
      if (!reading || !scales.x) return;
      ctx.save();
      ctx.font = `600 10px ${palette.font}`;
      const text = formatCount(reading.step);
      const half = ctx.measureText(text).width / 2 + PADDING;
      const x = Math.min(width - half, Math.max(half, scales.x.getPixelForValue(reading.step)));
      const y = chartArea.bottom + LABEL_HEIGHT / 2 + 2;
      ctx.fillStyle = palette.panel;
      ctx.fillRect(
        x - half,
        chartArea.bottom + 1,
        2 * half,
        Math.min(LABEL_HEIGHT, scales.x.bottom - chartArea.bottom),
      );
      ctx.fillStyle = palette.ink;
      ctx.textAlign = 'center';
      ctx.textBaseline = 'middle';
      ctx.fillText(text, x, y);
      ctx.restore();
    },
  };
}

function drawDot(ctx: CanvasRenderingContext2D, x: number, y: number, color: string): void {
  ctx.fillStyle = color;
  ctx.beginPath();
  ctx.arc(x, y, DOT, 0, 2 * Math.PI);
  ctx.fill();
}
