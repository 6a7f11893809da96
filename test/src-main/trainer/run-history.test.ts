import { ftruncateSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { HistoryEvent } from '../../../src-main/trainer/history-queue';
import { readCourse } from '../../../src-main/trainer/history-reader';
import { RunHistory } from '../../../src-main/trainer/run-history';

// As it is, but for a call that a test has fail.
vi.mock(import('node:fs'), async (original) => {
  const fs = await original();
  return { ...fs, ftruncateSync: vi.fn(fs.ftruncateSync) };
});

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kernelsmith-history-'));
  path = join(folder, 'history.ndjson');
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const epoch = (number: number, step: number): HistoryEvent => ({
  kind: 'epoch',
  epoch: number,
  step,
  train: { count: 8, loss: 1, accuracy: 0.5 },
  validation: null,
});

/** Writes so many steps, of which each hundredth ends an epoch; the loss of a step is its number. */
function write(steps: number): string[] {
  const history = RunHistory.create(path);
  for (let step = 1; step <= steps; step++) {
    history.add({ kind: 'steps', step, batchSize: 8, losses: [step], accuracies: [0.5] });
    if (step % 100 === 0) history.add(epoch(step / 100, step));
  }
  history.close();
  return linesOf();
}

const linesOf = (): string[] => readFileSync(path, 'utf8').split('\n').slice(0, -1);
const at = (step: number) => ({ step, epochsDone: Math.floor(step / 100), changes: 0 });

describe('the history of a run', () => {
  it('is read whole, however long it is', async () => {
    expect(write(50_000)).toHaveLength(50_500);
    expect(readFileSync(path).length).toBeGreaterThan(3e6);
    const { losses, accuracies, epochs } = await readCourse(path, at(50_000));
    expect(losses.every((loss, i) => loss === i + 1)).toBe(true);
    expect(accuracies.every((accuracy) => accuracy === 0.5)).toBe(true);
    expect(epochs.map((event) => event.step)).toEqual(Array.from({ length: 500 }, (_, i) => 100 * (i + 1)));
  });

  it('loses no more than the lines that are damaged, also when the run goes on', async () => {
    const lines = write(300);
    const damaged = lines.with(10, lines[10].replace('{', '(')).with(20, '').with(30, lines[30].replace('31', '9931'));
    writeFileSync(path, `${damaged.join('\n')}\n{"kind":"st`);
    const course = await readCourse(path, at(300));
    const lost = [...course.losses].flatMap((loss, i) => (Number.isNaN(loss) ? i + 1 : []));
    expect(lost).toEqual([11, 21, 31]);
    expect(course.epochs).toHaveLength(3);
    const history = RunHistory.resume(path, at(300));
    history.add({ kind: 'steps', step: 301, batchSize: 8, losses: [301], accuracies: [0] });
    history.close();
    expect(linesOf().slice(0, -1)).toEqual(damaged);
    expect([...(await readCourse(path, at(301))).losses.slice(299)]).toEqual([300, 301]);
  });

  it('is cut behind the moment from which the run goes on', async () => {
    const lines = write(300);
    RunHistory.resume(path, { step: 200, epochsDone: 1, changes: 0 }).close();
    expect(linesOf()).toEqual(lines.slice(0, 201)); // the second epoch was not over
    expect((await readCourse(path, at(200))).epochs).toHaveLength(1);
    const copy = join(folder, 'copy');
    RunHistory.create(copy, { path, moment: at(100) }).close();
    expect(readFileSync(copy, 'utf8')).toBe(
      lines
        .slice(0, 101)
        .map((line) => `${line}\n`)
        .join(''),
    );
  });

  it('is no line longer than any can be', async () => {
    write(100);
    writeFileSync(path, Buffer.concat([Buffer.alloc(40e6, 'x'), Buffer.from('\n'), readFileSync(path)]));
    const { losses, epochs } = await readCourse(path, at(100));
    expect([losses[0], losses[99], epochs.length]).toEqual([1, 100, 1]);
  });

  it.runIf(process.platform === 'linux')('leaves no file open when it cannot be cut', () => {
    write(10);
    const open = (): number => readdirSync('/proc/self/fd').length;
    const before = open();
    vi.mocked(ftruncateSync).mockImplementationOnce(() => {
      throw new Error('EIO');
    });
    expect(() => RunHistory.resume(path, at(5))).toThrow('EIO');
    expect(open()).toBe(before);
  });
});
