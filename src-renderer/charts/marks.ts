import type { Plugin } from 'chart.js';
import type { Palette } from './palette';
import type { Point } from './quantity';

/** A moment of a run in which something was changed. */
export interface ChangeMark {
  /** The first step that it applies to. */
  readonly step: number;
  /** "learning rate 0.005" */
  readonly words: string;
}

/** What stands out in a chart. */
export interface Marks {
  /** The best validation. */
  readonly best: Point | null;
  readonly changes: readonly ChangeMark[];
}

const RING = 5;
/** Between a line and its words, and between words, CSS pixels. */
const GAP = 3;
const DASHES = [3, 2];

/** A ring around the best validation, and a line with words at every change, words where there is room for them. */
export function marks(palette: Palette, present: () => Marks): Plugin<'line'> {
  return {
    id: 'marks',
    beforeDatasetsDraw: ({ ctx, chartArea, scales }) => {
      const { x: steps } = scales;
      if (!steps) return;
      ctx.save();
      ctx.font = `10px ${palette.font}`;
      ctx.textBaseline = 'top';
      let free = -Infinity;
      for (const { step, words } of present().changes) {
        const x = Math.round(steps.getPixelForValue(step)) + 0.5;
        ctx.setLineDash(DASHES);
        ctx.strokeStyle = palette.change;
        ctx.beginPath();
        ctx.moveTo(x, chartArea.top);
        ctx.lineTo(x, chartArea.bottom);
        ctx.stroke();
        const { width } = ctx.measureText(words);
        // At its line's right, else at its left.
        const start = x + GAP + width <= chartArea.right ? x + GAP : x - GAP - width;
        if (start < Math.max(chartArea.left, free)) continue;
        ctx.fillStyle = palette.change;
        ctx.fillText(words, start, chartArea.top);
        free = start + width + GAP;
      }
      ctx.restore();
    },
    afterDatasetsDraw: ({ ctx, scales }) => {
      const { best } = present();
      if (!best || !scales.x || !scales.y) return;
      ctx.save();
      ctx.strokeStyle = palette.validation;
      ctx.lineWidth = 1.5;
      ctx.beginPath();
      ctx.arc(scales.x.getPixelForValue(best.x), scales.y.getPixelForValue(best.y), RING, 0, 2 * Math.PI);
      ctx.stroke();
      ctx.restore();
    },
  };
}
