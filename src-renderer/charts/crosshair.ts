import type { Plugin } from 'chart.js';
import { formatCount } from '../state/format';
import type { Palette } from './palette';
import type { Reading } from './quantity';
import { drawDot, drawUpright, onPixel } from './strokes';

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
      const x = onPixel(scales.x.getPixelForValue(reading.step));
      ctx.save();
      ctx.strokeStyle = palette.label;
      drawUpright(ctx, chartArea, x);
      drawDot(ctx, x, scales.y.getPixelForValue(reading.raw), DOT, palette.raw);
      drawDot(ctx, x, scales.y.getPixelForValue(reading.smooth), DOT, palette.smooth);
      if (reading.validation !== null) {
        drawDot(ctx, x, scales.y.getPixelForValue(reading.validation), DOT, palette.validation);
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
