import type { Curves } from '../state/run-history';
import { stepAxis } from './axes';
import { bestOf } from './best-words';
import { look, type CurveDataset } from './chart-options';
import { crosshair } from './crosshair';
import { LineChart, type Plot } from './line-chart';
import { marks, type ChangeMark, type Marks } from './marks';
import type { Palette } from './palette';
import { nearestStep, readAt, validationPoints, type Quantity, type Reading } from './quantity';
import { StepPoints } from './step-points';

/** From so many steps on, single batches are drawn fainter and thinner. */
const CROWD = 600;
/** A validation is easy to hit: within so many CSS pixels. */
const REACH = 5;

/** What a chart shows: the course of a run that has `totalSteps` in all. */
export interface CurveContent {
  readonly curves: Curves;
  readonly totalSteps: number;
  readonly changes: readonly ChangeMark[];
  /** The step that is pointed at. */
  readonly pointed: number | null;
}

/** One quantity of a run: each step, their moving average, and the validations. A place is a step. */
export const curveChart = (canvas: HTMLCanvasElement, quantity: Quantity): LineChart<CurveContent> =>
  new LineChart(canvas, quantity, (palette, shown) => ({
    plot: plotter(quantity, palette),
    plugins: [marks(palette, () => marksOf(shown(), quantity)), crosshair(palette, () => readingOf(shown(), quantity))],
    placeOf: ({ curves }, x, valueAt) => nearestStep(curves, Math.round(valueAt(x)), valueAt(x + REACH) - valueAt(x)),
  }));

function readingOf(content: CurveContent | null, quantity: Quantity): Reading | null {
  return content && content.pointed !== null ? readAt(content.curves, quantity, content.pointed) : null;
}

function marksOf(content: CurveContent | null, quantity: Quantity): Marks {
  const best = content && bestOf(content.curves.epochs);
  return {
    best: best && { x: best.step, y: quantity.of(best.validation) },
    changes: content?.changes ?? [],
    valueAt: (step) => (content && readAt(content.curves, quantity, step)?.smooth) ?? null,
  };
}

/** The lines are always the same objects, to which steps are added. */
function plotter(quantity: Quantity, palette: Palette): (content: CurveContent) => Plot {
  const validations: CurveDataset = { label: 'validation', data: [], clip: 4 };
  const averages: CurveDataset = { label: 'smoothed', data: [] };
  const batches: CurveDataset = { label: 'batch', data: [] };
  const [rawPoints, smoothPoints] = [new StepPoints(), new StepPoints()];
  return ({ curves, totalSteps }) => {
    const curve = quantity.curve(curves);
    const validation = validationPoints(curves.epochs, quantity);
    const raw = rawPoints.follow(curves.run, curve.raw);
    const smooth = smoothPoints.follow(curves.run, curve.smooth, curve.settled);
    const crowded = raw.length > CROWD;
    Object.assign(validations, look(validation, palette.validation, 1.6, true));
    Object.assign(averages, look(smooth, palette.smooth, 1.6, false));
    Object.assign(batches, look(raw, crowded ? palette.rawFaint : palette.raw, crowded ? 0.6 : 1, false));
    return {
      lines: [validations, averages, batches],
      x: stepAxis(curve.raw.length, totalSteps),
      y: quantity.axis(curve, validation),
    };
  };
}
