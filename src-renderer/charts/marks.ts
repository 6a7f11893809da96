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
/** Of the words, CSS pixels. */
const TEXT_HEIGHT = 10;
/** Between a line and its words, and between words, CSS pixels. */
const GAP = 3;
const DASHES = [3, 2];

/**
 * A ring around the best validation, and a line at every change, with words where there is room for them: for the latest one
 * first. `wordsBelow`: they stand at the foot of the plot, where a curve that rises leaves it free.
 */
export function marks(palette: Palette, present: () => Marks, wordsBelow: boolean): Plugin<'line'> {
  return {
    id: 'marks',
    beforeDatasetsDraw: ({ ctx, chartArea, scales }) => {
      const { x: steps } = scales;
      if (!steps) return;
      ctx.save();
      ctx.strokeStyle = palette.change;
      ctx.setLineDash(DASHES);
      let last = -Infinity;
      for (const { step } of present().changes) {
        const x = Math.round(steps.getPixelForValue(step)) + 0.5;
        if (x - last < GAP) continue; // a slider that is dragged makes hundreds
        last = x;
        ctx.beginPath();
        ctx.moveTo(x, chartArea.top);
        ctx.lineTo(x, chartArea.bottom);
        ctx.stroke();
      }
      ctx.restore();
    },
    afterDatasetsDraw: ({ ctx, chartArea, scales }) => {
      const { best, changes } = present();
      if (!scales.x || !scales.y) return;
      ctx.save();
      ctx.font = `${TEXT_HEIGHT}px ${palette.fontUi}`;
      ctx.textBaseline = 'middle';
      const y = wordsBelow ? chartArea.bottom - TEXT_HEIGHT / 2 - GAP : chartArea.top + TEXT_HEIGHT / 2;
      let free = chartArea.right;
      for (const { step, words } of changes.toReversed()) {
        const { width } = ctx.measureText(words);
        const start = Math.min(scales.x.getPixelForValue(step) + GAP, free - width);
        if (start < chartArea.left) break;
        ctx.fillStyle = palette.panel;
        ctx.fillRect(start - 1, y - TEXT_HEIGHT / 2 - 1, width + 2, TEXT_HEIGHT + 2);
        ctx.fillStyle = palette.change;
        ctx.fillText(words, start, y);
        free = start - 2 * GAP;
      }
      if (best) drawRing(ctx, palette, scales.x.getPixelForValue(best.x), scales.y.getPixelForValue(best.y));
      ctx.restore();
    },
  };
}

function drawRing(ctx: CanvasRenderingContext2D, palette: Palette, x: number, y: number): void {
  ctx.strokeStyle = palette.validation;
  ctx.lineWidth = 1.5;
  ctx.beginPath();
  ctx.arc(x, y, RING, 0, 2 * Math.PI);
  ctx.stroke();
}
