/** Time over which the speed is averaged, milliseconds. */
const WINDOW = 3000;
/** The rest of a run is reckoned by a speed whose memory fades: what is so long ago counts by 1/e. Milliseconds of training. */
const MEMORY = 10_000;
/** Before so much training its speed says nothing of the rest: kernels warm up, and steps are few. Milliseconds. */
const FIRST = 1000;
/** A forward pass alone takes about this share of a training step: for as long as no validation has been timed. */
const FORWARD_SHARE = 1 / 3;

/** A moment of progress: by `time` (milliseconds), `images` were done. */
interface Mark {
  readonly time: number;
  readonly images: number;
}

function imagesPerSecond(from: Mark | undefined, to: Mark | undefined): number | null {
  if (!from || !to || to.time <= from.time || to.images <= from.images) return null;
  return ((to.images - from.images) * 1000) / (to.time - from.time);
}

/** The speed of training over long, which does not jump. */
class SteadyRate {
  #time = 0;
  #images = 0;
  /** Milliseconds of training, none forgotten. */
  #seen = 0;

  add(time: number, images: number): void {
    const kept = Math.exp(-time / MEMORY);
    this.#time = kept * this.#time + time;
    this.#images = kept * this.#images + images;
    this.#seen += time;
  }

  /** Images a second; null while too little is known. */
  get rate(): number | null {
    return this.#seen < FIRST || this.#images === 0 ? null : (1000 * this.#images) / this.#time;
  }
}

/** How fast a run goes and how long it will take. The clock comes in with every call, in milliseconds. */
export class Pace {
  #marks: Mark[] = [];
  readonly #steady = new SteadyRate();
  #validationStart: Mark | undefined;
  #validationRate: number | null = null;

  /** `images` training images are done since the run began. */
  trained(time: number, images: number): void {
    this.#validationStart = undefined;
    const last = this.#marks.at(-1);
    if (last) this.#steady.add(time - last.time, images - last.images);
    this.#marks.push({ time, images });
    while (this.#marks[1] && this.#marks.length > 2 && time - this.#marks[1].time >= WINDOW) this.#marks.shift();
  }

  /** `images` of the present validation are done. */
  validated(time: number, images: number): void {
    this.#marks = [];
    this.#validationStart ??= { time, images };
    this.#validationRate = imagesPerSecond(this.#validationStart, { time, images }) ?? this.#validationRate;
  }

  /** Everything stands still: that time shall count neither as slow training nor as slow validation. */
  halt(): void {
    this.#marks = [];
    this.#validationStart = undefined;
  }

  /** Training images a second at present; null until there are two reports to compare. */
  get imagesPerSecond(): number | null {
    return imagesPerSecond(this.#marks[0], this.#marks.at(-1));
  }

  /** Seconds for so many more training and validation images; null until a second of training says something of it. */
  secondsLeft(trainImages: number, validationImages: number): number | null {
    const { rate } = this.#steady;
    if (rate === null) return null;
    return trainImages / rate + validationImages / (this.#validationRate ?? rate / FORWARD_SHARE);
  }
}
