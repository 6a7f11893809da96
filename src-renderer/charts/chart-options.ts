import type { ChartDataset, ChartOptions } from 'chart.js';
import type { Curve } from '../state/run-history';
import { formatSteps, stepAxis, type Axis } from './axes';
import type { Palette } from './palette';
import type { Point, Quantity } from './quantity';

type CurveOptions = ChartOptions<'line'>;
export type CurveDataset = ChartDataset<'line', Point[]>;

/** Room for the labels of the vertical axis, the same in every chart, so that steps stand below each other. CSS pixels. */
const LABEL_WIDTH = 38;
/** A label and the air it needs, CSS pixels: of an axis upwards, and of the steps. */
const LABEL_HEIGHT = 16;
const STEP_LABEL_WIDTH = 32;
/** Up to so many values, each is marked by a dot: a line needs two. */
const FEW = 24;
const NO_CURVE: Curve = { raw: new Float32Array(0), smooth: new Float32Array(0), settled: 0 };

/** A chart with nothing in it yet. No animation, no parsing, and many points are thinned for the eye (LTTB). */
export function chartOptions(quantity: Quantity, palette: Palette): CurveOptions {
  return {
    animation: false,
    parsing: false,
    normalized: true,
    responsive: true,
    maintainAspectRatio: false,
    events: [], // what is pointed at is read off beside the chart, not over it
    scales: scalesFor(quantity, stepAxis(0, 0), quantity.axis(NO_CURVE, []), palette),
    plugins: { decimation: { enabled: true, algorithm: 'lttb' } },
  };
}

export function scalesFor(quantity: Quantity, x: Axis, y: Axis, palette: Palette): CurveOptions['scales'] {
  const grid = { color: palette.grid, tickLength: 0 };
  const ticks = { color: palette.label, font: { family: palette.font, size: 10 }, padding: 6, autoSkip: false };
  return {
    x: {
      type: 'linear',
      min: x.min,
      max: x.max,
      grid: { display: false, tickLength: 0 },
      border: { color: palette.grid },
      ticks: {
        ...ticks,
        align: 'inner',
        maxRotation: 0,
        callback: (value) => (x.format ?? formatSteps)(Number(value)),
      },
      afterBuildTicks: (scale) => {
        const room = Math.floor((scale.chart.width - LABEL_WIDTH) / STEP_LABEL_WIDTH);
        scale.ticks = x.ticks(room).map((value) => ({ value }));
      },
    },
    y: {
      type: quantity.scale,
      min: y.min,
      max: y.max,
      grid,
      border: { display: false },
      ticks: { ...ticks, callback: (value) => quantity.formatTick(Number(value)) },
      afterBuildTicks: (scale) => {
        const room = Math.floor((scale.chart.height - LABEL_HEIGHT) / LABEL_HEIGHT);
        scale.ticks = y.ticks(room).map((value) => ({ value }));
      },
      afterFit: (scale) => (scale.width = LABEL_WIDTH),
    },
  };
}

/** How a line looks that has come so far. chart.js keeps `data`. */
export function look(data: Point[], color: string, width: number, dots: boolean): Omit<CurveDataset, 'label'> {
  return {
    data,
    borderColor: color,
    backgroundColor: color,
    borderWidth: width,
    pointRadius: dots ? 2.5 : data.length <= FEW ? 1.5 : 0,
    pointBorderWidth: 0,
    tension: 0,
  };
}
