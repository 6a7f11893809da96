import { mnistImage } from '../../src-core/data/drawing/mnist-image';
import type { Stroke } from '../../src-core/data/drawing/stroke';
import type { Result } from '../../src-core/protocol/methods';

export type Prediction = Result<'predict'>;

/** The user's drawing, what the network sees of it and what it takes it for. */
export class Drawing {
  strokes: readonly Stroke[] = $state.raw([]);
  /** As MNIST would have it; null when nothing is drawn. */
  readonly image = $derived(mnistImage(this.strokes));
  #prediction: Prediction | null = $state.raw(null);
  readonly #changed: () => void;

  /** `changed` is called whenever there is something new to predict. */
  constructor(changed: () => void) {
    this.#changed = changed;
  }

  draw(strokes: readonly Stroke[]): void {
    this.strokes = strokes;
    if (strokes.length === 0) this.#prediction = null;
    this.#changed();
  }

  clear(): void {
    this.draw([]);
  }

  /** An answer may come when the drawing is gone already: then there is none. */
  get prediction(): Prediction | null {
    return this.image ? this.#prediction : null;
  }

  answer(prediction: Prediction): void {
    this.#prediction = prediction;
  }
}
