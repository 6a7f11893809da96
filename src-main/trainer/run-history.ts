import { closeSync, fsyncSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { devNull } from 'node:os';
import { z } from 'zod';
import { trainingSettingsSchema, type TrainingSettings } from '../../src-core/architecture/training-settings';
import type { TrainingEvent } from '../../src-core/training/train';

/** Settings that were changed while the run was trained. */
export interface SettingsChange {
  readonly kind: 'change';
  /** The first step that they apply to. */
  readonly step: number;
  readonly settings: TrainingSettings;
}

/** What goes into the history, a line of JSON for every step, every epoch and every change. */
export type HistoryEvent = Exclude<TrainingEvent, { kind: 'validating' }> | SettingsChange;
export type EpochEvent = HistoryEvent & { kind: 'epoch' };
const LINES_AT_ONCE = 1000;

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
  z.object({ kind: z.literal('change'), step: count, settings: trainingSettingsSchema }),
]);

/** Where a run stands. */
export interface Moment {
  readonly step: number;
  readonly epochsDone: number;
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

/** The history of a run, growing at its end. Every method throws what the file system throws. */
export class RunHistory {
  readonly #file: number;
  #lines: string[] = [];

  private constructor(file: number) {
    this.#file = file;
  }

  /** A new history; throws where there is one already. `past`: what another went through until there. */
  static create(path: string, past: { path: string; moment: Moment } | null = null): RunHistory {
    const history = new RunHistory(openSync(path, 'wx'));
    if (!past) return history;
    const text = readFileSync(past.path, 'utf8');
    history.#lines.push(Buffer.from(text).subarray(0, courseOf(text, past.moment).length).toString());
    return history;
  }

  /** One that nobody will read, written to no disk. */
  static discarded(): RunHistory {
    return new RunHistory(openSync(devNull, 'w'));
  }

  /** Goes on with a history from a moment of the run: what comes after it, or is torn, is cut off. */
  static resume(path: string, moment: Moment): RunHistory {
    const { length } = courseOf(readFileSync(path, 'utf8'), moment);
    const file = openSync(path, 'r+');
    ftruncateSync(file, length);
    closeSync(file);
    return new RunHistory(openSync(path, 'a'));
  }

  add(event: HistoryEvent): void {
    for (const line of linesOf(event)) this.#lines.push(`${JSON.stringify(line)}\n`);
    if (this.#lines.length >= LINES_AT_ONCE) this.#write();
  }

  /** Returns when everything is on the disk. */
  sync(): void {
    this.#write();
    fsyncSync(this.#file);
  }

  close(): void {
    this.sync();
    closeSync(this.#file);
  }

  #write(): void {
    if (this.#lines.length > 0) writeSync(this.#file, this.#lines.join(''));
    this.#lines = [];
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
function courseOf(text: string, { step, epochsDone }: Moment): { course: Course; length: number } {
  const losses = new Float32Array(step).fill(NaN);
  const accuracies = new Float32Array(step).fill(NaN);
  const epochs: EpochEvent[] = [];
  const changes: SettingsChange[] = [];
  let length = 0;
  for (const line of text.split('\n').slice(0, -1)) {
    const event = parseLine(line);
    if (!event || event.step > (event.kind === 'change' ? step + 1 : step)) break;
    if (event.kind === 'epoch' && event.epoch > epochsDone) break;
    if (event.kind === 'epoch') epochs.push(event);
    else if (event.kind === 'change') changes.push(event);
    else [losses[event.step - 1], accuracies[event.step - 1]] = [event.loss, event.accuracy];
    length += Buffer.byteLength(line) + 1;
  }
  return { course: { losses, accuracies, epochs, changes }, length };
}
