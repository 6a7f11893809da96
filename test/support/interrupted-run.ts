import { existsSync } from 'node:fs';
import { expect } from 'vitest';
import { RandomStream } from '../../src-core/random/random-stream';
import { ended, endBy, startTraining } from './child-training';
import { checkpointsOf, newestOf } from './run-files';
import { wait } from './timings';

/** Numbers of threads, by turns. */
const THREADS = ['1', '2', '4'];

/**
 * Trains a run to its end in a process that is ended again and again at random moments, by turns by an interrupt (which saves
 * the moment, mostly in mid-epoch) and by a kill, on 1, 2 and 4 threads. Returns how often it went on in mid-epoch.
 */
export async function trainWithInterruptions(
  folder: string,
  options: readonly string[],
  {
    cycles,
    seed,
    longest,
  }: { readonly cycles: number; readonly seed: number; /** Milliseconds. */ readonly longest: number },
): Promise<number> {
  const random = new RandomStream(seed, 'interruptions');
  let inEpoch = 0;
  for (let cycle = 0; cycle < cycles; cycle++) {
    const child = startTraining(folder, [...goOn(folder, options), '--threads', THREADS[cycle % THREADS.length]]);
    while (child.exitCode === null && (!existsSync(folder) || checkpointsOf(folder).size === 0)) await wait(10);
    await wait(random.below(cycle, longest));
    await endBy(child, cycle % 2 === 0 ? 'SIGINT' : 'SIGKILL');
    if (newestOf(folder).checkpoint.progress.epoch.count > 0) inEpoch++;
  }
  const last = startTraining(folder, goOn(folder, options));
  const complaints = await ended(last);
  expect(last.exitCode, complaints).toBe(0);
  return inEpoch;
}

const goOn = (folder: string, options: readonly string[]): readonly string[] =>
  existsSync(folder) ? ['--resume'] : options;
