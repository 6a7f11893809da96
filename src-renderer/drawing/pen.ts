import SignaturePad, { type PointGroup } from 'signature_pad';
import type { Stroke } from '../../src-core/data/drawing/stroke';

/** Radius of the pen as a share of the pad's width: a digit that fills most of the pad gets ink about as wide as MNIST's. */
const RADIUS = 0.037;
/** Points nearer than this to the last one are left out, CSS pixels. */
const MIN_DISTANCE = 2;

/** Captures a pen on a canvas as strokes, in CSS pixels of the canvas, and shows its ink. */
export class Pen {
  readonly #canvas: HTMLCanvasElement;
  readonly #pad: SignaturePad;
  #width = 0;

  /** `changed` is called while the pen moves. */
  constructor(canvas: HTMLCanvasElement, penColor: string, changed: (strokes: readonly Stroke[]) => void) {
    this.#canvas = canvas;
    this.#pad = new SignaturePad(canvas, { penColor, minDistance: MIN_DISTANCE });
    const tell = (): void => changed(this.#strokes());
    this.#pad.addEventListener('afterUpdateStroke', tell);
    this.#pad.addEventListener('endStroke', tell);
  }

  clear(): void {
    this.#pad.clear();
  }

  /** Fits the canvas to its place, CSS pixels, and to the screen's resolution; the drawing keeps its place on the pad. */
  resize(width: number, height: number, pixelRatio: number): void {
    const groups = this.#pad.toData();
    const radius = RADIUS * width;
    const growth = this.#width === 0 ? 1 : width / this.#width;
    this.#width = width;
    this.#canvas.width = Math.round(width * pixelRatio);
    this.#canvas.height = Math.round(height * pixelRatio);
    this.#canvas.getContext('2d')?.scale(pixelRatio, pixelRatio);
    Object.assign(this.#pad, { minWidth: radius, maxWidth: radius });
    this.#pad.fromData(groups.map((group) => scaled(group, growth, radius)));
  }

  destroy(): void {
    this.#pad.off();
  }

  #strokes(): Stroke[] {
    return this.#pad.toData().map(({ points }) => points.map(({ x, y }) => [x, y]));
  }
}

function scaled(group: PointGroup, growth: number, radius: number): PointGroup {
  const points = group.points.map((point) => ({ ...point, x: growth * point.x, y: growth * point.y }));
  return { ...group, minWidth: radius, maxWidth: radius, points };
}
