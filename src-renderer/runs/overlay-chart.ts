import type { Plugin } from 'chart.js';
import { stepAxis, wholeAxis } from '../charts/axes';
import { look, type CurveDataset } from '../charts/chart-options';
import { LineChart, type Plot } from '../charts/line-chart';
import type { Palette } from '../charts/palette';
import type { Point, Quantity } from '../charts/quantity';
import { drawUpright, onPixel } from '../charts/strokes';
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

/** One quantity of several runs over each other. A place is one on the axis. */
export function overlayChart(canvas: HTMLCanvasElement, quantity: Quantity): LineChart<OverlayContent> {
  const style = getComputedStyle(canvas);
  const colors = Array.from({ length: 8 }, (_, i) => style.getPropertyValue(`--run-${i + 1}`).trim());
  return new LineChart(canvas, quantity, (palette, shown) => {
    const colorOf = (place: number): string => colors[place] ?? palette.ink;
    return {
      plot: (content) => plotOf(content, quantity, colorOf),
      plugins: [
        letters(palette, colorOf, () => shown()?.lines ?? []),
        pointer(palette, () => shown()?.pointed ?? null),
      ],
      endRoom: LETTER_ROOM,
    };
  });
}

type ColorOf = (place: number) => string;

function plotOf({ lines, across, length }: OverlayContent, quantity: Quantity, colorOf: ColorOf): Plot {
  const { curve, validation } = envelope(comparable(lines));
  return {
    lines: lines.map((line) => dataset(line, colorOf(line.place))),
    x: across === 'step' ? stepAxis(length, Math.ceil(length)) : wholeAxis(Math.max(1, Math.ceil(length))),
    y: quantity.axis(curve, validation),
  };
}

function dataset({ place, kind, points }: OverlayLine, color: string): CurveDataset {
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
const letters = (palette: Palette, colorOf: ColorOf, lines: () => readonly OverlayLine[]): Plugin<'line'> => ({
  id: 'letters',
  afterDatasetsDraw: ({ ctx, chartArea, scales }) => {
    const { x, y } = scales;
    if (!x || !y) return;
    const ends = endsOf(lines()).map(({ place, end }) => ({
      place,
      x: x.getPixelForValue(end.x),
      y: y.getPixelForValue(end.y),
    }));
    const heights = apartWhereNear(ends, LETTER_ROOM, LETTER_HEIGHT, chartArea.top, chartArea.bottom);
    ctx.save();
    ctx.font = `600 10px ${palette.font}`;
    ctx.textBaseline = 'middle';
    ends.forEach(({ x: end, place }, i) => {
      ctx.fillStyle = colorOf(place);
      ctx.fillText(letterOf(place), end + 4, heights[i] ?? 0);
    });
    ctx.restore();
  },
});

/** Where the lines of each place end that can be followed. */
function endsOf(lines: readonly OverlayLine[]): { place: number; end: Point }[] {
  return [...new Set(lines.map(({ place }) => place))].flatMap((place) => {
    const line = lines.find(
      (one) => one.place === place && (one.kind === 'smooth' || one.kind === 'validation') && one.points.length > 0,
    );
    const end = line?.points.at(-1);
    return end ? [{ place, end }] : [];
  });
}

const pointer = (palette: Palette, pointed: () => number | null): Plugin<'line'> => ({
  id: 'pointer',
  afterDatasetsDraw: ({ ctx, chartArea, scales }) => {
    const at = pointed();
    if (at === null || !scales.x) return;
    ctx.save();
    ctx.strokeStyle = palette.label;
    drawUpright(ctx, chartArea, onPixel(scales.x.getPixelForValue(at)));
    ctx.restore();
  },
});
