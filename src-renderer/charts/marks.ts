import type { ChartArea, Plugin, Scale } from 'chart.js';
import type { Palette } from './palette';
import { placeLabels } from './place-labels';
import type { Point } from './quantity';
import { drawUpright, onPixel } from './strokes';

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
  /** What the smooth curve is at a step; null where it does not go. */
  readonly valueAt: (step: number) => number | null;
}

const RING = 5;
/** Of the words, CSS pixels. */
const TEXT_HEIGHT = 10;
/** Between a line and its words, and between words, CSS pixels. */
const GAP = 3;
const DASHES = [3, 2];

/** Words take no more than this share of the height of a plot. */
const WORDS_SHARE = 0.4;

/**
 * A ring around the best validation, and a line at every change, with words where there is room for them: for the latest one
 * first. They stand at that edge of the plot that the curve is farther from.
 */
export function marks(palette: Palette, present: () => Marks): Plugin<'line'> {
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
        const x = onPixel(steps.getPixelForValue(step));
        if (x - last < GAP) continue; // a slider that is dragged makes hundreds
        last = x;
        drawUpright(ctx, chartArea, x);
      }
      ctx.restore();
    },
    afterDatasetsDraw: ({ ctx, chartArea, scales }) => {
      const { best } = present();
      if (!scales.x || !scales.y) return;
      ctx.save();
      ctx.font = `${TEXT_HEIGHT}px ${palette.fontUi}`;
      ctx.textBaseline = 'middle';
      drawWords(ctx, palette, present(), { chartArea, x: scales.x, y: scales.y });
      if (best) drawRing(ctx, palette, scales.x.getPixelForValue(best.x), scales.y.getPixelForValue(best.y));
      ctx.restore();
    },
  };
}

interface Plot {
  readonly chartArea: ChartArea;
  readonly x: Scale;
  readonly y: Scale;
}

function drawWords(ctx: CanvasRenderingContext2D, palette: Palette, { changes, valueAt }: Marks, plot: Plot): void {
  const { left, right, top, bottom } = plot.chartArea;
  const height = TEXT_HEIGHT + GAP;
  const rows = Math.max(1, Math.floor((WORDS_SHARE * (bottom - top)) / height));
  const labels = changes.map(({ step, words }) => ({
    x: plot.x.getPixelForValue(step),
    width: ctx.measureText(words).width,
  }));
  const heights = changes.flatMap(({ step }) => valueAt(step) ?? []).map((value) => plot.y.getPixelForValue(value));
  const isHigh = heights.filter((y) => y < (top + bottom) / 2).length * 2 >= heights.length;
  for (const { label, left: start, row } of placeLabels(labels, { left, right, rows, gap: GAP })) {
    const { width = 0 } = labels[label] ?? {};
    const y = isHigh ? bottom - GAP - TEXT_HEIGHT / 2 - row * height : top + TEXT_HEIGHT / 2 + row * height;
    ctx.fillStyle = palette.panel;
    ctx.fillRect(start - 1, y - TEXT_HEIGHT / 2 - 1, width + 2, TEXT_HEIGHT + 2);
    ctx.fillStyle = palette.change;
    ctx.fillText(changes[label]?.words ?? '', start, y);
  }
}

function drawRing(ctx: CanvasRenderingContext2D, palette: Palette, x: number, y: number): void {
  ctx.strokeStyle = palette.validation;
  ctx.lineWidth = 1.5;
  ctx.beginPath();
  ctx.arc(x, y, RING, 0, 2 * Math.PI);
  ctx.stroke();
}
