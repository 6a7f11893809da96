import type { Params, Result } from '../../src-core/protocol/methods';
import { padRefusal } from './data-fit';
import type { Drawing } from './drawing.svelte';
import { LiveAnswer } from './live-answer.svelte';
import { pinnedImage, turned, type Pin, type PinnableExamples, type PinnedImage } from './pinned-image';
import type { Session } from './session.svelte';
import type { Subject } from './subject';
import type { Stored } from './stored';

/** Milliseconds between two looks: 20 a second. */
const INTERVAL = 50;

interface Shown extends Result<'featureMaps'> {
  readonly image: PinnedImage;
}

/** What every layer makes of the pinned image. */
export class FeatureMaps {
  #pin: Pin = $state.raw({ source: 'example', index: 0 });
  readonly #memory: Stored<Pin>;
  readonly #session: Session;
  readonly #drawing: Drawing;
  readonly #subject: () => Subject | null;
  readonly live: LiveAnswer<'featureMaps'>;

  constructor(
    session: Session,
    drawing: Drawing,
    subject: () => Subject | null,
    fail: (error: unknown) => void,
    memory: Stored<Pin>,
  ) {
    this.#memory = memory;
    this.#session = session;
    this.#drawing = drawing;
    this.#subject = subject;
    const params = () => this.image && { image: this.image, draft: subject()?.draft };
    const network = () => subject()?.network ?? null;
    const answered = (result: Result<'featureMaps'>, { image, draft }: Params<'featureMaps'>): void => {
      if (image.kind === 'drawing' && !draft) drawing.answer(result);
    };
    this.live = new LiveAnswer({ method: 'featureMaps', interval: INTERVAL, params, network, session, fail, answered });
  }

  /** Whether what is asked for here tells what the drawing is taken for: then nobody else has to ask. */
  get readsDrawing(): boolean {
    return this.live.seen && this.image?.kind === 'drawing' && this.#subject()?.draft === undefined;
  }

  /** The images that can be pinned: of validation, or of training where none are kept apart. Never of the test set. */
  get examples(): PinnableExamples {
    const { validation, train } = this.#session.status?.splits ?? { validation: 0, train: 0 };
    return validation > 0 ? { kind: 'validation', count: validation } : { kind: 'training', count: train };
  }

  get hasDrawing(): boolean {
    return this.#drawn !== null;
  }

  /** Null when there is neither an example nor a drawing. */
  get image(): PinnedImage | null {
    return pinnedImage(this.#pin, this.examples, this.#drawn);
  }

  /** The drawing's pixels, where there is one that the network can read. */
  get #drawn(): Float32Array | null {
    const { opened } = this.#session;
    return opened && padRefusal(opened.network) === null ? (this.#drawing.image?.pixels ?? null) : null;
  }

  /** The latest maps, of the network that is asked about; null when there are none. */
  get current(): Shown | null {
    return this.live.latest?.network === this.#subject()?.network ? this.latest : null;
  }

  /** The latest maps, which may be of the network as it was before the last edit. */
  get latest(): Shown | null {
    const { latest } = this.live;
    return latest && this.image && this.#subject() ? { ...latest.result, image: latest.params.image } : null;
  }

  /** Who draws wants to see the drawing; with an empty pad there is none. */
  followDrawing(): void {
    this.pin(this.hasDrawing ? 'drawing' : 'example');
  }

  /** What was pinned when the page was loaded before; without that, the drawing, if there is one. */
  recall(): void {
    const pin = this.#memory.read();
    if (pin) this.#look(pin);
    else if (this.hasDrawing) this.pin('drawing');
  }

  pin(source: Pin['source']): void {
    this.#look({ ...this.#pin, source });
  }

  /** To another example, `by` places further on. */
  turn(by: number): void {
    this.#look({ source: 'example', index: turned(this.#pin.index, by, Math.max(1, this.examples.count)) });
  }

  random(): void {
    this.turn(1 + Math.floor(Math.random() * (this.examples.count - 1)));
  }

  #look(pin: Pin): void {
    this.#pin = pin;
    this.#memory.write(pin);
    this.live.askNow();
  }
}
