import type { Plugin } from 'chart.js';
import type { Axis } from './axes';
import { Chart } from './chart';
import { chartOptions, scalesFor, type CurveDataset } from './chart-options';
import { readPalette, type Palette } from './palette';
import type { Point, Quantity } from './quantity';

/** What a content looks like. */
export interface Plot {
  /** The first is drawn on top. */
  readonly lines: readonly CurveDataset[];
  readonly x: Axis;
  readonly y: Axis;
}

/** What one chart of lines has of its own. */
export interface Traits<Content> {
  readonly plot: (content: Content) => Plot;
  /** What is drawn beside the lines. */
  readonly plugins: readonly Plugin<'line'>[];
  /** Room for what stands at the ends of the lines, CSS pixels. */
  readonly endRoom?: number;
  /** The place that is meant at `x`, CSS pixels from the left edge; without it, that on the axis. */
  readonly placeOf?: (content: Content, x: number, valueAt: (x: number) => number) => number | null;
}

/**
 * Lines over an axis on a canvas, in which a place can be pointed at. Draws once a frame at most; its colours are those of the
 * theme in which it is made.
 */
export class LineChart<Content> {
  readonly #quantity: Quantity;
  readonly #palette: Palette;
  readonly #traits: Traits<Content>;
  readonly #chart: Chart<'line', Point[]>;
  #frame: number | null = null;
  #content: Content | null = null;

  /** `traitsOf` is told the colours, and how to ask for what is shown; null: nothing yet. */
  constructor(
    canvas: HTMLCanvasElement,
    quantity: Quantity,
    traitsOf: (palette: Palette, shown: () => Content | null) => Traits<Content>,
  ) {
    this.#quantity = quantity;
    this.#palette = readPalette(canvas);
    this.#traits = traitsOf(this.#palette, () => this.#content);
    const { plugins, endRoom = 0 } = this.#traits;
    // It is drawn while it is being made: all that plugins ask for has to be there before.
    this.#chart = new Chart(canvas, {
      type: 'line',
      data: { datasets: [] },
      options: { ...chartOptions(quantity, this.#palette), layout: { padding: { right: endRoom } } },
      plugins: [...plugins],
    });
  }

  show(content: Content): void {
    this.#content = content;
    if (this.#frame !== null) cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => {
      this.#frame = null;
      this.#draw(content);
    });
  }

  /** The place that is meant at so many CSS pixels from the left edge of the canvas; null beside the plot. */
  placeAt(x: number): number | null {
    const { chartArea, scales } = this.#chart;
    const axis = scales.x;
    if (this.#content === null || !axis || x < chartArea.left || x > chartArea.right) return null;
    const valueAt = (pixel: number): number => axis.getValueForPixel(pixel) ?? 0;
    return this.#traits.placeOf ? this.#traits.placeOf(this.#content, x, valueAt) : valueAt(x);
  }

  destroy(): void {
    if (this.#frame !== null) cancelAnimationFrame(this.#frame);
    this.#chart.destroy();
  }

  #draw(content: Content): void {
    const { lines, x, y } = this.#traits.plot(content);
    this.#chart.data.datasets = [...lines];
    this.#chart.options.scales = scalesFor(this.#quantity, x, y, this.#palette);
    this.#chart.update();
  }
}
