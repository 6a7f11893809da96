import type { NetworkSpec } from '../../src-core/architecture/network-spec';
import type { Params, Result } from '../../src-core/protocol/methods';
import type { Drawing } from './drawing.svelte';
import { LiveAnswer } from './live-answer.svelte';
import { pinnedImage, turned, type Pin, type PinnedImage } from './pinned-image';
import type { Session } from './session.svelte';

/** Milliseconds between two looks: 20 a second. */
const INTERVAL = 50;

interface Shown extends Result<'featureMaps'> {
  readonly image: PinnedImage;
}

/** What every layer makes of the pinned image. */
export class FeatureMaps {
  #pin: Pin = $state.raw({ source: 'validation', index: 0 });
  readonly #session: Session;
  readonly #drawing: Drawing;
  readonly live: LiveAnswer<'featureMaps'>;

  constructor(session: Session, drawing: Drawing, fail: (error: unknown) => void) {
    this.#session = session;
    this.#drawing = drawing;
    const params = () => this.image && { image: this.image };
    const answered = (result: Result<'featureMaps'>, { image }: Params<'featureMaps'>): void => {
      if (image.kind === 'drawing') drawing.answer(result);
    };
    this.live = new LiveAnswer({ method: 'featureMaps', interval: INTERVAL, params, session, fail, answered });
  }

  /** Whether what is asked for here tells what the drawing is taken for: then nobody else has to ask. */
  get readsDrawing(): boolean {
    return this.live.seen && this.image?.kind === 'drawing';
  }

  /** Validation images there are. */
  get count(): number {
    return this.#session.status?.splits.validation ?? 0;
  }

  get hasDrawing(): boolean {
    return this.#drawing.image !== null;
  }

  /** Null when there is neither a validation image nor a drawing. */
  get image(): PinnedImage | null {
    return pinnedImage(this.#pin, this.count, this.#drawing.image?.pixels ?? null);
  }

  /** The latest maps, of this network; null when there are none. */
  of(network: NetworkSpec): Shown | null {
    const { latest } = this.live;
    return latest?.network === network && this.image ? { ...latest.result, image: latest.params.image } : null;
  }

  /** Who draws wants to see the drawing; with an empty pad there is none. */
  followDrawing(): void {
    this.pin(this.hasDrawing ? 'drawing' : 'validation');
  }

  pin(source: Pin['source']): void {
    this.#look({ ...this.#pin, source });
  }

  /** To another validation image, `by` places further on. */
  turn(by: number): void {
    this.#look({ source: 'validation', index: turned(this.#pin.index, by, Math.max(1, this.count)) });
  }

  random(): void {
    this.turn(1 + Math.floor(Math.random() * (this.count - 1)));
  }

  #look(pin: Pin): void {
    this.#pin = pin;
    this.live.askNow();
  }
}
