import { closeSync, fsyncSync, ftruncateSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { devNull } from 'node:os';
import { z } from 'zod';
import { liveSettingsSchema } from '../../src-core/architecture/live-settings';
import { trainingSettingsSchema } from '../../src-core/architecture/training-settings';
import { HistoryQueue, type HistoryEvent, type SettingsChange } from './history-queue';

// The history of a run: a line of JSON for every step, every epoch and every change.

export type EpochEvent = HistoryEvent & { kind: 'epoch' };

/** So many lines wait to be written together. */
const LINES_AT_ONCE = 1000;
/** Characters that are written together. */
const TEXT_AT_ONCE = 1 << 16;

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

type HistoryLine = z.infer<typeof lineSchema>;

function linesOf(event: HistoryEvent): readonly HistoryLine[] {
  if (event.kind !== 'steps') return [event];
  const { step, batchSize, losses, accuracies } = event;
  const first = step - losses.length + 1;
  return losses.map((loss, i) => ({ kind: 'step', step: first + i, batchSize, loss, accuracy: accuracies[i] ?? 0 }));
}

/** The lines of these events, in pieces of a size that is good to write. */
function* textOf(events: readonly HistoryEvent[]): Generator<string, void> {
  let text = '';
  for (const event of events) {
    for (const line of linesOf(event)) text += `${JSON.stringify(line)}\n`;
    if (text.length < TEXT_AT_ONCE) continue;
    yield text;
    text = '';
  }
  if (text !== '') yield text;
}

/** Writes all of the bytes at a place of a file, however few of them the system takes at a time. */
function writeAt(file: number, bytes: Uint8Array, position: number): void {
  for (let done = 0; done < bytes.length;) {
    done += writeSync(file, bytes, done, bytes.length - done, position + done);
  }
}

/**
 * The history of a run, growing at its end. Every method throws what the file system throws; what could not be written is
 * kept, and written by the next `sync` that can.
 */
export class RunHistory {
  readonly #path: string;
  readonly #file: number;
  /** Bytes of the file that are lines as they should be. What stands behind them was torn by a failure and is written over. */
  #length: number;
  readonly #waiting = new HistoryQueue();
  #failed = false;

  private constructor(path: string, file: number, length = 0) {
    this.#path = path;
    this.#file = file;
    this.#length = length;
  }

  /** A new history; throws where there is one already. `past`: what another went through until there. */
  static create(path: string, past: { path: string; moment: Moment } | null = null): RunHistory {
    const history = new RunHistory(path, openSync(path, 'wx'));
    if (!past) return history;
    try {
      const bytes = readFileSync(past.path);
      history.#put(bytes.subarray(0, courseOf(bytes.toString(), past.moment).length));
      return history;
    } catch (error) {
      history.remove();
      throw error;
    }
  }

  /** One that nobody will read, written to no disk. */
  static discarded(): RunHistory {
    return new RunHistory(devNull, openSync(devNull, 'w'));
  }

  /** Goes on with a history from a moment of the run: what comes after it, or is torn, is cut off. */
  static resume(path: string, moment: Moment): RunHistory {
    const { length } = courseOf(readFileSync(path, 'utf8'), moment);
    const file = openSync(path, 'r+');
    ftruncateSync(file, length);
    return new RunHistory(path, file, length);
  }

  add(event: HistoryEvent): void {
    this.#waiting.add(event);
    // While nothing can be written, each attempt would only take longer than the one before.
    if (this.#waiting.lines >= LINES_AT_ONCE && !this.#failed) this.#write();
  }

  /** Returns when everything is on the disk. */
  sync(): void {
    this.#write();
    fsyncSync(this.#file);
  }

  /** What was added is on the disk, unless that throws; nothing more comes. */
  close(): void {
    try {
      this.sync();
    } finally {
      closeSync(this.#file);
    }
  }

  /** It has never been. */
  remove(): void {
    closeSync(this.#file);
    rmSync(this.#path, { force: true });
  }

  #write(): void {
    this.#failed = true;
    const before = this.#length;
    try {
      for (const text of textOf(this.#waiting.events)) this.#put(Buffer.from(text));
    } catch (error) {
      this.#length = before; // all of it is written again
      throw error;
    }
    this.#waiting.clear();
    this.#failed = false;
  }

  #put(bytes: Uint8Array): void {
    writeAt(this.#file, bytes, this.#length);
    this.#length += bytes.length;
  }
}

function parseLine(line: string): HistoryLine | null {
  try {
    return lineSchema.parse(JSON.parse(line));
  } catch {
    return null;
  }
}

/** What a run went through until a moment. Throws what the file system throws. */
export async function readCourse(path: string, moment: Moment): Promise<Course> {
  return courseOf(await readFile(path, 'utf8'), moment).course;
}

/** What stands in a history until a moment, and how many of its bytes that is. */
function courseOf(text: string, moment: Moment): { course: Course; length: number } {
  const { step, epochsDone } = moment;
  const losses = new Float32Array(step).fill(NaN);
  const accuracies = new Float32Array(step).fill(NaN);
  const epochs: EpochEvent[] = [];
  const changes: SettingsChange[] = [];
  let length = 0;
  for (const line of text.split('\n').slice(0, -1)) {
    const event = parseLine(line);
    // A change is told by the first step that it applies to, which need not be done.
    if (!event || event.step > (event.kind === 'change' ? step + 1 : step)) break;
    if (event.kind === 'change' && changes.length === moment.changes) break;
    if (event.kind === 'epoch' && event.epoch > epochsDone) break;
    if (event.kind === 'epoch') epochs.push(event);
    else if (event.kind === 'change') changes.push(event);
    else [losses[event.step - 1], accuracies[event.step - 1]] = [event.loss, event.accuracy];
    length += Buffer.byteLength(line) + 1;
  }
  return { course: { losses, accuracies, epochs, changes }, length };
}
