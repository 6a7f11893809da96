import { readSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { z } from 'zod';
import { liveSettingsSchema } from '../../src-core/architecture/live-settings';
import { trainingSettingsSchema } from '../../src-core/architecture/training-settings';
import type { HistoryEvent, SettingsChange } from './history-queue';

// What a run went through, as its history tells it. Read in pieces, since that of some millions of steps is longer than a string
// can be; a line that is damaged is passed over, and no other for its sake.

export type EpochEvent = HistoryEvent & { kind: 'epoch' };

/** Bytes that are read at a time. */
const PIECE = 1 << 20;
/** Bytes that no line has. */
const TOO_LONG = 1 << 24;

const count = z.int().min(0);
const evaluation = z.object({ count, loss: z.number(), accuracy: z.number() });
const lineSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('step'), step: count, batchSize: count, loss: z.number(), accuracy: z.number() }),
  z.object({
    kind: z.literal('epoch'),
    epoch: count,
    step: count,
    train: evaluation,
    validation: evaluation.extend({ confusion: z.array(z.array(count).readonly()).readonly() }).nullable(),
  }),
  z.object({
    kind: z.literal('change'),
    step: count,
    settings: trainingSettingsSchema,
    dropout: liveSettingsSchema.shape.dropout,
  }),
]);

/** Where a run stands. */
export interface Moment {
  readonly step: number;
  readonly epochsDone: number;
  /** Changes of settings before it. */
  readonly changes: number;
}

/** What a run went through. */
export interface Course {
  /** Mean loss of each step's batch before its update, from the first step; NaN where it is not known. */
  readonly losses: Float32Array<ArrayBuffer>;
  /** Share of each step's batch that was right before its update, 0…1. */
  readonly accuracies: Float32Array<ArrayBuffer>;
  readonly epochs: readonly EpochEvent[];
  readonly changes: readonly SettingsChange[];
}

export type HistoryLine = z.infer<typeof lineSchema>;

function parseLine(line: string): HistoryLine | null {
  try {
    return lineSchema.parse(JSON.parse(line));
  } catch {
    return null;
  }
}

/** Puts together what a run went through until a moment, from its history in pieces. */
class CourseReader {
  readonly #moment: Moment;
  readonly #losses: Float32Array<ArrayBuffer>;
  readonly #accuracies: Float32Array<ArrayBuffer>;
  readonly #epochs: EpochEvent[] = [];
  readonly #changes: SettingsChange[] = [];
  /** The beginning of a line. */
  #rest: Uint8Array = new Uint8Array();
  /** Bytes of all lines so far, and up to the last one that is of the course. */
  #read = 0;
  #length = 0;

  constructor(moment: Moment) {
    this.#moment = moment;
    this.#losses = new Float32Array(moment.step).fill(NaN);
    this.#accuracies = new Float32Array(moment.step).fill(NaN);
  }

  /** What stands behind these bytes was torn, or came after the moment. */
  get length(): number {
    return this.#length;
  }

  get course(): Course {
    return { losses: this.#losses, accuracies: this.#accuracies, epochs: this.#epochs, changes: this.#changes };
  }

  add(piece: Uint8Array): void {
    const bytes = Buffer.concat([this.#rest, piece]);
    let start = 0;
    for (let end = bytes.indexOf('\n'); end !== -1; end = bytes.indexOf('\n', start)) {
      const event = parseLine(bytes.toString('utf8', start, end));
      this.#read += end + 1 - start;
      start = end + 1;
      if (!event || !this.#isOfCourse(event)) continue;
      this.#take(event);
      this.#length = this.#read;
    }
    this.#rest = bytes.subarray(start);
    if (this.#rest.length < TOO_LONG) return;
    this.#read += this.#rest.length;
    this.#rest = new Uint8Array();
  }

  /** A change is told by the first step that it applies to, which need not be done. */
  #isOfCourse(event: HistoryLine): boolean {
    const { step, epochsDone, changes } = this.#moment;
    if (event.kind === 'change') return event.step <= step + 1 && this.#changes.length < changes;
    return event.step <= step && (event.kind === 'step' || event.epoch <= epochsDone);
  }

  #take(event: HistoryLine): void {
    if (event.kind === 'epoch') this.#epochs.push(event);
    else if (event.kind === 'change') this.#changes.push(event);
    else [this.#losses[event.step - 1], this.#accuracies[event.step - 1]] = [event.loss, event.accuracy];
  }
}

/** What a run went through until a moment. Throws what the file system throws. */
export async function readCourse(path: string, moment: Moment): Promise<Course> {
  const reader = new CourseReader(moment);
  const file = await open(path);
  try {
    const piece = new Uint8Array(PIECE);
    for (;;) {
      const { bytesRead } = await file.read(piece, 0, PIECE);
      if (bytesRead === 0) return reader.course;
      reader.add(piece.subarray(0, bytesRead));
    }
  } finally {
    await file.close();
  }
}

/** A file in pieces, each of which lasts until the next one. */
export function* piecesOf(file: number, length = Infinity): Generator<Uint8Array, void> {
  const piece = new Uint8Array(PIECE);
  for (let at = 0; at < length;) {
    const count = readSync(file, piece, 0, Math.min(PIECE, length - at), at);
    if (count === 0) return;
    yield piece.subarray(0, count);
    at += count;
  }
}

/** How many bytes of a history tell what the run went through until a moment. */
export function lengthOfCourse(file: number, moment: Moment): number {
  const reader = new CourseReader(moment);
  for (const piece of piecesOf(file)) reader.add(piece);
  return reader.length;
}
