import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { RandomStream } from '../../src-core/random/random-stream';
import { launchApp, type RunningApp } from './app';
import { killAll } from './processes';
import { checkpointsOf, hashOf, litterIn } from './run-files';
import { wait } from './timings';

/** Milliseconds from the first point of the curve to the end, at most. */
const LONGEST = 2500;

const dataOf = ({ folder }: RunningApp): string => join(folder, 'user-data');

/** The folders of all runs, oldest first: what was killed before it had become one is removed by the next start. */
function runsOf(running: RunningApp): string[] {
  const runs = join(dataOf(running), 'runs');
  const names = existsSync(runs) ? readdirSync(runs) : [];
  return names
    .filter((name) => !name.startsWith('.'))
    .sort()
    .map((name) => join(runs, name))
    .filter((run) => existsSync(join(run, 'run.json')));
}

/** The checkpoints of all runs, each of them read, by path and hash. */
function savedIn(running: RunningApp): Map<string, string> {
  const all = runsOf(running).flatMap((run) =>
    [...checkpointsOf(run)].map(([name, { bytes }]) => [join(run, name), hashOf(bytes)] as const),
  );
  return new Map(all);
}

/**
 * Starts the app, trains, and kills all of its processes at a random moment, again and again in one folder. Each start has to be
 * as any other, find all that was saved as it was, offer to go on from there, and remove what the one before left half written.
 */
export async function killAppAgainAndAgain(kills: number, seed: number): Promise<{ inside: number }> {
  const random = new RandomStream(seed, 'app kills');
  let inside = 0;
  let folder: string | undefined;
  let saved = new Map<string, string>();
  for (let kill = 0; kill < kills; kill++) {
    const running = await launchApp(folder);
    ({ folder } = running);
    await expectNormal(running, saved);
    await running.page.getByTestId('train').click();
    await running.page.locator('[data-testid="loss-chart"]:not([data-points="0"])').waitFor();
    await wait(random.below(kill, LONGEST));
    await killAll(running);
    saved = savedIn(running);
    inside += Math.min(1, litterIn(dataOf(running)).length);
  }
  const last = await launchApp(folder);
  await expectNormal(last, saved);
  await last.close();
  return { inside };
}

async function expectNormal(running: RunningApp, saved: ReadonlyMap<string, string>): Promise<void> {
  await running.page.getByTestId('phase').getByText('Ready').waitFor();
  const patience = performance.now() + 20_000;
  while (litterIn(dataOf(running)).length > 0 && performance.now() < patience) await wait(100);
  assert.deepEqual(litterIn(dataOf(running)), []);
  assert.deepEqual(savedIn(running), saved);
  assert.deepEqual(running.complaints, []);
  await expectOffer(running);
}

/** The newest run is offered at its exact step, if it came so far. */
async function expectOffer(running: RunningApp): Promise<void> {
  const newest = runsOf(running).at(-1);
  const checkpoint = newest === undefined ? undefined : [...checkpointsOf(newest).values()].at(-1)?.checkpoint;
  if (!checkpoint || checkpoint.progress.step === 0) return;
  const step = checkpoint.progress.step.toLocaleString('en-US');
  await running.page.getByTestId('unfinished-run').getByText(`stopped at step ${step} of`).waitFor();
}
