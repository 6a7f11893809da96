import type { Plugin } from 'chart.js';
import type { RatePoint } from '../../src-core/metrics/rate-range';
import { formatRate } from '../state/format';
import type { Axis } from './axes';
import { Chart } from './chart';
import { chartOptions, look, scalesFor } from './chart-options';
import { readPalette, type Palette } from './palette';
import type { PointedChart } from './pointed-chart';
import { LOSS, type Point } from './quantity';

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

/** The range of learning rates on a canvas: each loss, their smoothed course, and the rate that is meant. Draws once a frame at most. */
export class RateChart implements PointedChart<RateContent> {
  readonly #palette: Palette;
  readonly #chart: Chart<'line', Point[]>;
  #frame: number | null = null;
  #content: RateContent | null = null;

  constructor(canvas: HTMLCanvasElement) {
    this.#palette = readPalette(canvas);
    this.#chart = new Chart(canvas, {
      type: 'line',
      data: { datasets: [] },
      options: chartOptions(LOSS, this.#palette),
      plugins: [this.#mark],
    });
  }

  show(content: RateContent): void {
    this.#content = content;
    if (this.#frame !== null) cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => {
      this.#frame = null;
      this.#draw(content);
    });
  }

  /** Power of ten of the rate at so many CSS pixels from the left edge; null beside the plot. */
  placeAt(x: number): number | null {
    const { chartArea, scales } = this.#chart;
    if (!scales.x || x < chartArea.left || x > chartArea.right) return null;
    return scales.x.getValueForPixel(x) ?? null;
  }

  destroy(): void {
    if (this.#frame !== null) cancelAnimationFrame(this.#frame);
    this.#chart.destroy();
  }

  #draw({ points, smooth, lowest, highest }: RateContent): void {
    const x = points.map(({ learningRate }) => Math.log10(learningRate));
    const over = (values: readonly number[]): Point[] => values.map((y, i) => ({ x: x[i] ?? 0, y }));
    const losses = points.map(({ loss }) => loss);
    const curve = { raw: Float32Array.from(losses), smooth: Float32Array.from(smooth), settled: 0 };
    this.#chart.data.datasets = [
      look(over(smooth), this.#palette.smooth, 1.8, false),
      look(over(losses), this.#palette.raw, 1, false),
    ].map((line) => ({ ...line, pointRadius: 0 }));
    this.#chart.options.scales = scalesFor(LOSS, rateAxis(lowest, highest), LOSS.axis(curve, []), this.#palette);
    this.#chart.update();
  }

  readonly #mark: Plugin<'line'> = {
    id: 'chosen',
    afterDatasetsDraw: ({ ctx, chartArea, scales }) => {
      const { points = [], smooth = [], chosen = null } = this.#content ?? {};
      const point = chosen === null ? undefined : points[chosen];
      const loss = chosen === null ? undefined : smooth[chosen];
      if (!point || loss === undefined || !scales.x || !scales.y) return;
      const x = Math.round(scales.x.getPixelForValue(Math.log10(point.learningRate))) + 0.5;
      ctx.save();
      ctx.strokeStyle = this.#palette.label;
      ctx.beginPath();
      ctx.moveTo(x, chartArea.top);
      ctx.lineTo(x, chartArea.bottom);
      ctx.stroke();
      ctx.fillStyle = this.#palette.ink;
      ctx.beginPath();
      ctx.arc(x, scales.y.getPixelForValue(loss), DOT, 0, 2 * Math.PI);
      ctx.fill();
      ctx.restore();
    },
  };
}
