import type { Plugin } from 'chart.js';
import { stepAxis, wholeAxis } from '../charts/axes';
import { Chart } from '../charts/chart';
import { chartOptions, look, scalesFor, type CurveDataset } from '../charts/chart-options';
import { readPalette, type Palette } from '../charts/palette';
import type { PointedChart } from '../charts/pointed-chart';
import type { Point, Quantity } from '../charts/quantity';
import { apartWhereNear } from './apart';
import { letterOf } from './letters';
import { comparable, envelope, type Across, type OverlayLine } from './overlay';

export interface OverlayContent {
  readonly lines: readonly OverlayLine[];
  readonly across: Across;
  /** How far the axis goes, in what runs along it. */
  readonly length: number;
  /** The place on the axis that is pointed at. */
  readonly pointed: number | null;
}

/** From this place on lines are dashed as well: so many hues can be told apart. */
const DASHED_FROM = 4;
const DASHES = [6, 3];
const DOTS = [1, 3];
/** Room for the letters at the ends of the lines, CSS pixels. */
const LETTER_HEIGHT = 11;
const LETTER_ROOM = 12;

/** One quantity of several runs over each other. Draws once a frame at most; its colours are those of the theme in which it is made. */
export class OverlayChart implements PointedChart<OverlayContent> {
  readonly #palette: Palette;
  readonly #colors: readonly string[];
  readonly #quantity: Quantity;
  readonly #chart: Chart<'line', Point[]>;
  #frame: number | null = null;
  #content: OverlayContent | null = null;

  constructor(canvas: HTMLCanvasElement, quantity: Quantity) {
    const style = getComputedStyle(canvas);
    this.#palette = readPalette(canvas);
    this.#colors = Array.from({ length: 8 }, (_, i) => style.getPropertyValue(`--run-${i + 1}`).trim());
    this.#quantity = quantity;
    this.#chart = new Chart(canvas, {
      type: 'line',
      data: { datasets: [] },
      options: { ...chartOptions(quantity, this.#palette), layout: { padding: { right: LETTER_ROOM } } },
      plugins: [this.#letters, this.#pointer],
    });
  }

  show(content: OverlayContent): void {
    this.#content = content;
    if (this.#frame !== null) cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => {
      this.#frame = null;
      this.#draw(content);
    });
  }

  /** The place on the axis at so many CSS pixels from the left edge; null beside the plot. */
  placeAt(x: number): number | null {
    const { chartArea, scales } = this.#chart;
    if (!scales.x || x < chartArea.left || x > chartArea.right) return null;
    return scales.x.getValueForPixel(x) ?? null;
  }

  destroy(): void {
    if (this.#frame !== null) cancelAnimationFrame(this.#frame);
    this.#chart.destroy();
  }

  #draw({ lines, across, length }: OverlayContent): void {
    const { curve, validation } = envelope(comparable(lines));
    const x = across === 'step' ? stepAxis(length, Math.ceil(length)) : wholeAxis(Math.max(1, Math.ceil(length)));
    const y = this.#quantity.axis(curve, validation);
    this.#chart.data.datasets = lines.map((line) => this.#dataset(line));
    this.#chart.options.scales = scalesFor(this.#quantity, x, y, this.#palette);
    this.#chart.update();
  }

  #dataset({ place, kind, points }: OverlayLine): CurveDataset {
    const color = this.#colors[place] ?? this.#palette.ink;
    const dashes = place < DASHED_FROM ? [] : DASHES;
    switch (kind) {
      case 'raw':
        return { ...look(points, `${color}38`, 0.6, false), pointRadius: 0 };
      case 'smooth':
        return { ...look(points, color, 1.8, false), borderDash: dashes };
      case 'validation':
        return { ...look(points, color, 1.2, true), borderDash: DOTS, clip: 4 };
      case 'high':
        return { ...look(points, `${color}2e`, 0, false), pointRadius: 0, fill: '+1' };
      case 'low':
        return { ...look(points, `${color}2e`, 0, false), pointRadius: 0 };
      default:
        return kind satisfies never;
    }
  }

  /** Each line's letter at its end, so that nobody needs the colours. */
  readonly #letters: Plugin<'line'> = {
    id: 'letters',
    afterDatasetsDraw: ({ ctx, chartArea, scales }) => {
      const ends = this.#ends(scales.x?.getPixelForValue.bind(scales.x), scales.y?.getPixelForValue.bind(scales.y));
      ctx.save();
      ctx.font = `600 10px ${this.#palette.font}`;
      ctx.textBaseline = 'middle';
      const heights = apartWhereNear(ends, LETTER_ROOM, LETTER_HEIGHT, chartArea.top, chartArea.bottom);
      ends.forEach(({ x, place }, i) => {
        ctx.fillStyle = this.#colors[place] ?? this.#palette.ink;
        ctx.fillText(letterOf(place), x + 4, heights[i] ?? 0);
      });
      ctx.restore();
    },
  };

  #ends(xOf: ((value: number) => number) | undefined, yOf: ((value: number) => number) | undefined) {
    const { lines = [] } = this.#content ?? {};
    return [...new Set(lines.map(({ place }) => place))].flatMap((place) => {
      const line = lines.find(
        (one) => one.place === place && (one.kind === 'smooth' || one.kind === 'validation') && one.points.length > 0,
      );
      const last = line?.points.at(-1);
      return last && xOf && yOf ? [{ place, x: xOf(last.x), y: yOf(last.y) }] : [];
    });
  }

  readonly #pointer: Plugin<'line'> = {
    id: 'pointer',
    afterDatasetsDraw: ({ ctx, chartArea, scales }) => {
      const pointed = this.#content?.pointed ?? null;
      if (pointed === null || !scales.x) return;
      const x = Math.round(scales.x.getPixelForValue(pointed)) + 0.5;
      ctx.save();
      ctx.strokeStyle = this.#palette.label;
      ctx.beginPath();
      ctx.moveTo(x, chartArea.top);
      ctx.lineTo(x, chartArea.bottom);
      ctx.stroke();
      ctx.restore();
    },
  };
}
