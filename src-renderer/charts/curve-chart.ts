import type { Curves } from '../state/run-history';
import { stepAxis } from './axes';
import { bestOf } from './best-words';
import { Chart } from './chart';
import { chartOptions, look, scalesFor, type CurveDataset } from './chart-options';
import { crosshair } from './crosshair';
import { marks, type ChangeMark, type Marks } from './marks';
import { readPalette, type Palette } from './palette';
import type { PointedChart } from './pointed-chart';
import { nearestStep, readAt, validationPoints, type Point, type Quantity, type Reading } from './quantity';
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

/** One quantity of a run on a canvas: each step, their moving average, and the validations. Draws once a frame at most. Its colours
 * are those of the theme in which it is made. */
export class CurveChart implements PointedChart<CurveContent> {
  readonly #palette: Palette;
  readonly #quantity: Quantity;
  readonly #chart: Chart<'line', Point[]>;
  /** The first is drawn on top. */
  readonly #lines: readonly [CurveDataset, CurveDataset, CurveDataset] = [
    { label: 'validation', data: [], clip: 4 },
    { label: 'smoothed', data: [] },
    { label: 'batch', data: [] },
  ];
  readonly #raw = new StepPoints();
  readonly #smooth = new StepPoints();
  #frame: number | null = null;
  #content: CurveContent | null = null;

  constructor(canvas: HTMLCanvasElement, quantity: Quantity) {
    this.#palette = readPalette(canvas);
    this.#quantity = quantity;
    this.#chart = new Chart(canvas, {
      type: 'line',
      data: { datasets: [...this.#lines] },
      options: chartOptions(quantity, this.#palette),
      plugins: [marks(this.#palette, () => this.#marks), crosshair(this.#palette, () => this.#reading)],
    });
  }

  show(content: CurveContent): void {
    this.#content = content;
    if (this.#frame !== null) cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => {
      this.#frame = null;
      this.#draw(content);
    });
  }

  /** The step that is meant at so many CSS pixels from the left edge of the canvas; null beside the plot. */
  placeAt(x: number): number | null {
    const { chartArea, scales } = this.#chart;
    if (!this.#content || !scales.x || x < chartArea.left || x > chartArea.right) return null;
    const valueAt = (pixel: number): number => scales.x?.getValueForPixel(pixel) ?? 0;
    return nearestStep(this.#content.curves, Math.round(valueAt(x)), valueAt(x + REACH) - valueAt(x));
  }

  destroy(): void {
    if (this.#frame !== null) cancelAnimationFrame(this.#frame);
    this.#chart.destroy();
  }

  get #reading(): Reading | null {
    if (!this.#content || this.#content.pointed === null) return null;
    return readAt(this.#content.curves, this.#quantity, this.#content.pointed);
  }

  get #marks(): Marks {
    const best = this.#content && bestOf(this.#content.curves.epochs);
    return {
      best: best && { x: best.step, y: this.#quantity.of(best.validation) },
      changes: this.#content?.changes ?? [],
      valueAt: (step) => (this.#content && readAt(this.#content.curves, this.#quantity, step)?.smooth) ?? null,
    };
  }

  #draw({ curves, totalSteps }: CurveContent): void {
    const quantity = this.#quantity;
    const palette = this.#palette;
    const curve = quantity.curve(curves);
    const validation = validationPoints(curves.epochs, quantity);
    const x = stepAxis(curve.raw.length, totalSteps);
    const y = quantity.axis(curve, validation);
    const raw = this.#raw.follow(curves.run, curve.raw);
    const smooth = this.#smooth.follow(curves.run, curve.smooth, curve.settled);
    const [first, second, third] = this.#lines;
    Object.assign(first, look(validation, palette.validation, 1.6, true));
    Object.assign(second, look(smooth, palette.smooth, 1.6, false));
    const crowded = raw.length > CROWD;
    Object.assign(third, look(raw, crowded ? palette.rawFaint : palette.raw, crowded ? 0.6 : 1, false));
    this.#chart.options.scales = scalesFor(quantity, x, y, palette);
    this.#chart.update();
  }
}
