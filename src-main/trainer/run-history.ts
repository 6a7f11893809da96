import { closeSync, fsyncSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs';
import { devNull } from 'node:os';
import { z } from 'zod';
import type { TrainingEvent } from '../../src-core/training/train';

/** What goes into the history, a line of JSON for every step and every epoch. */
export type HistoryEvent = Exclude<TrainingEvent, { kind: 'validating' }>;
export type EpochEvent = HistoryEvent & { kind: 'epoch' };

/** Lines that are written together. */
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
]);

type HistoryLine = z.infer<typeof lineSchema>;

function linesOf(event: HistoryEvent): readonly HistoryLine[] {
  if (event.kind === 'epoch') return [event];
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

  /** A new history; throws where there is one already. */
  static create(path: string): RunHistory {
    return new RunHistory(openSync(path, 'wx'));
  }

  /** One that nobody will read, written to no disk. */
  static discarded(): RunHistory {
    return new RunHistory(openSync(devNull, 'w'));
  }

  /**
   * Goes on with a history from a moment of the run: what comes after it, or is torn, is cut off. Returns the epochs
   * that remain, too.
   */
  static resume(
    path: string,
    moment: { step: number; epochsDone: number },
  ): { history: RunHistory; epochs: EpochEvent[] } {
    const { epochs, length } = readUntil(path, moment);
    const file = openSync(path, 'r+');
    ftruncateSync(file, length);
    closeSync(file);
    return { history: new RunHistory(openSync(path, 'a')), epochs };
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

/** The epochs of a history until a moment, and how many bytes of the file that is. */
function readUntil(
  path: string,
  { step, epochsDone }: { step: number; epochsDone: number },
): {
  epochs: EpochEvent[];
  length: number;
} {
  const epochs: EpochEvent[] = [];
  let length = 0;
  for (const line of readFileSync(path, 'utf8').split('\n').slice(0, -1)) {
    const event = parseLine(line);
    if (!event || event.step > step || (event.kind === 'epoch' && event.epoch > epochsDone)) break;
    if (event.kind === 'epoch') epochs.push(event);
    length += Buffer.byteLength(line) + 1;
  }
  return { epochs, length };
}
