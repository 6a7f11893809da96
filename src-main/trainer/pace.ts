/** Time over which the speed is averaged, milliseconds. */
const WINDOW = 3000;
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

/** How fast a run goes and how long it will take. The clock comes in with every call, in milliseconds. */
export class Pace {
  #marks: Mark[] = [];
  #lastRate: number | null = null;
  #validationStart: Mark | undefined;
  #validationRate: number | null = null;

  /** `images` training images are done since the run began. */
  trained(time: number, images: number): void {
    this.#validationStart = undefined;
    this.#marks.push({ time, images });
    while (this.#marks[1] && this.#marks.length > 2 && time - this.#marks[1].time >= WINDOW) this.#marks.shift();
    this.#lastRate = this.imagesPerSecond ?? this.#lastRate;
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

  /** Seconds for so many more training and validation images; null while no speed is known. */
  secondsLeft(trainImages: number, validationImages: number): number | null {
    if (this.#lastRate === null) return null;
    const validationRate = this.#validationRate ?? this.#lastRate / FORWARD_SHARE;
    return trainImages / this.#lastRate + validationImages / validationRate;
  }
}
