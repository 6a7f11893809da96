import { closeSync, fsyncSync, ftruncateSync, openSync, rmSync, writeSync } from 'node:fs';
import { devNull } from 'node:os';
import { HistoryQueue, type HistoryEvent } from './history-queue';
import { lengthOfCourse, piecesOf, type HistoryLine, type Moment } from './history-reader';

// The history of a run: a line of JSON for every step, every epoch and every change.

/** So many lines wait to be written together. */
const LINES_AT_ONCE = 1000;
/** Characters that are written together. */
const TEXT_AT_ONCE = 1 << 16;

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

function withFile(file: number, use: (file: number) => void): void {
  try {
    use(file);
  } finally {
    closeSync(file);
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
      withFile(openSync(past.path, 'r'), (file) => {
        for (const piece of piecesOf(file, lengthOfCourse(file, past.moment))) history.#put(piece);
      });
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
    const file = openSync(path, 'r+');
    try {
      const length = lengthOfCourse(file, moment);
      ftruncateSync(file, length);
      return new RunHistory(path, file, length);
    } catch (error) {
      closeSync(file);
      throw error;
    }
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

  /** What was added is on the disk and nothing more comes, unless that throws: then it may be tried again. */
  close(): void {
    this.sync();
    closeSync(this.#file);
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
