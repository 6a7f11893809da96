import type { Plugin } from 'chart.js';
import type { RatePoint } from '../../src-core/metrics/rate-range';
import { formatRate } from '../state/format';
import type { Axis } from './axes';
import { look } from './chart-options';
import { LineChart, type Plot } from './line-chart';
import type { Palette } from './palette';
import { LOSS, type Point } from './quantity';
import { drawDot, drawUpright, onPixel } from './strokes';

/** Losses over learning rates. */
export interface RateContent {
  readonly points: readonly RatePoint[];
  readonly smooth: readonly number[];
  /** Place of the rate that is meant; null: none. */
  readonly chosen: number | null;
  /** How far the axis goes, whatever has been tried so far. */
  readonly lowest: number;
  readonly highest: number;
}

const DOT = 4;

/** The range of learning rates: each loss, their smoothed course, and the rate that is meant. A place is the power of ten of a rate. */
export const rateChart = (canvas: HTMLCanvasElement): LineChart<RateContent> =>
  new LineChart(canvas, LOSS, (palette, shown) => ({
    plot: (content) => plotOf(content, palette),
    plugins: [chosenMark(palette, shown)],
  }));

/** Powers of ten. */
const rateAxis = (lowest: number, highest: number): Axis => {
  const [min, max] = [Math.log10(lowest), Math.log10(highest)];
  const all = Array.from({ length: Math.round(max - min) + 1 }, (_, i) => min + i);
  return {
    min,
    max,
    ticks: (room) => all.filter((_, i) => i % Math.ceil(all.length / Math.max(2, room)) === 0),
    format: (value) => formatRate(10 ** value),
  };
};

function plotOf({ points, smooth, lowest, highest }: RateContent, palette: Palette): Plot {
  const x = points.map(({ learningRate }) => Math.log10(learningRate));
  const over = (values: readonly number[]): Point[] => values.map((y, i) => ({ x: x[i] ?? 0, y }));
  const losses = points.map(({ loss }) => loss);
  const curve = { raw: Float32Array.from(losses), smooth: Float32Array.from(smooth), settled: 0 };
  const lines = [look(over(smooth), palette.smooth, 1.8, false), look(over(losses), palette.raw, 1, false)];
  return {
    lines: lines.map((line) => ({ ...line, pointRadius: 0 })),
    x: rateAxis(lowest, highest),
    y: LOSS.axis(curve, []),
  };
}

/** A line at the rate that is meant, and a dot on the smoothed course. */
const chosenMark = (palette: Palette, shown: () => RateContent | null): Plugin<'line'> => ({
  id: 'chosen',
  afterDatasetsDraw: ({ ctx, chartArea, scales }) => {
    const { points = [], smooth = [], chosen = null } = shown() ?? {};
    const point = chosen === null ? undefined : points[chosen];
    const loss = chosen === null ? undefined : smooth[chosen];
    if (!point || loss === undefined || !scales.x || !scales.y) return;
    const x = onPixel(scales.x.getPixelForValue(Math.log10(point.learningRate)));
    ctx.save();
    ctx.strokeStyle = palette.label;
    drawUpright(ctx, chartArea, x);
    drawDot(ctx, x, scales.y.getPixelForValue(loss), DOT, palette.ink);
    ctx.restore();
  },
});
