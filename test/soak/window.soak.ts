import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { launchApp, type RunningApp } from '../support/app';
import { ended, startTraining } from '../support/child-training';
import { temporaryFolder } from '../support/cli';
import { drawStrokes } from '../support/pad';
import { penDigits } from '../support/pen-digits';
import { memoryOf, processesOf } from '../support/processes';
import { fingerprintOf } from '../support/run-files';
import { report, times } from '../support/soak';
import { summarize, wait } from '../support/timings';

const phase = ({ page }: RunningApp, words: string): Promise<void> =>
  page.getByTestId('phase').getByText(words).waitFor({ timeout: 300_000 });

/** Draws one digit after the other until told to stop. */
async function draw({ page }: RunningApp, goesOn: () => boolean): Promise<void> {
  for (let i = 0; goesOn(); i++) {
    const clear = page.getByTestId('clear');
    if (await clear.isEnabled()) await clear.click(); // nothing to clear before the first one
    await drawStrokes(page, penDigits[i % penDigits.length].strokes);
  }
}

const setShown = ({ app }: RunningApp, shown: boolean): Promise<void> =>
  app.evaluate(({ BrowserWindow }, show) => {
    for (const window of BrowserWindow.getAllWindows()) {
      if (show) window.show();
      else window.hide();
    }
  }, shown);

/** Trains what the window opens with to its end; returns what it leaves. */
async function trainInWindow(meanwhile: (running: RunningApp, goesOn: () => boolean) => Promise<void>) {
  const running = await launchApp();
  await phase(running, 'Ready');
  await running.page.getByTestId('train').click();
  let training = true;
  const companion = meanwhile(running, () => training);
  await phase(running, 'Finished');
  training = false;
  await companion;
  const runs = join(running.folder, 'user-data', 'runs');
  const [run] = readdirSync(runs).map((name) => join(runs, name));
  const { settings } = JSON.parse(readFileSync(join(run, 'run.json'), 'utf8')) as { settings: { seed: number } };
  await wait(1000); // the last save comes right behind the last step
  const fingerprint = fingerprintOf(run);
  await running.close();
  return { fingerprint, seed: settings.seed };
}

it('gives the same bytes with the window shown, hidden or drawn in, and without one', async () => {
  const shown = await trainInWindow(() => Promise.resolve());
  const hidden = await trainInWindow((running) => setShown(running, false));
  const drawn = await trainInWindow(draw);
  const folder = join(temporaryFolder(), 'run');
  await ended(startTraining(folder, ['--preset', 'lenet-5', '--seed', String(shown.seed)]));
  for (const other of [hidden.fingerprint, drawn.fingerprint, fingerprintOf(folder)]) {
    expect(other).toEqual(shown.fingerprint);
  }
  report(
    `lenet-5 in the window, shown, hidden and drawn in, and from the command line: ${JSON.stringify(shown.fingerprint)}`,
  );
});

/** Steps done, as the window tells. */
const stepOf = async ({ page }: RunningApp): Promise<number> =>
  Number(await page.getByRole('progressbar', { name: 'Steps done' }).getAttribute('aria-valuenow'));

/** Memory of each process by what it is, MB, once the window has been quiet for a moment. */
async function memories(running: RunningApp): Promise<ReadonlyMap<string, number>> {
  const names = await running.app.evaluate(({ app }) =>
    app.getAppMetrics().map(({ pid, type, name }) => [pid, name ?? type] as const),
  );
  const known = new Map(names);
  return new Map(
    processesOf(running).flatMap((pid) => {
      const name = known.get(pid);
      return name === undefined ? [] : [[name, memoryOf(pid)]];
    }),
  );
}

/** Median of some readings, since each has what has just been thrown away in it. */
async function steadyMemories(running: RunningApp): Promise<ReadonlyMap<string, number>> {
  const readings: ReadonlyMap<string, number>[] = [];
  for (let i = 0; i < 9; i++) {
    readings.push(await memories(running));
    await wait(500);
  }
  const [first] = readings;
  return new Map(
    [...first.keys()].map((name) => {
      const sorted = readings.map((reading) => reading.get(name) ?? NaN).sort((a, b) => a - b);
      return [name, sorted[4]];
    }),
  );
}

it('grows by less than 5 % in any process over 10,000 steps', async () => {
  const running = await launchApp();
  const { page } = running;
  await phase(running, 'Ready');
  await page.getByTestId('epochs').fill('100');
  await page.getByTestId('epochs').press('Enter');
  await drawStrokes(page, penDigits[0].strokes);
  await page.getByTestId('train').click();
  const until = async (step: number): Promise<void> => {
    while ((await stepOf(running)) < step) await wait(100);
  };
  const steps = times(10_000);
  await until(5000);
  const before = await steadyMemories(running);
  const start = await stepOf(running);
  await until(start + steps);
  const after = await steadyMemories(running);
  const lines = [...before].map(([name, mb]) => {
    const growth = 100 * ((after.get(name) ?? NaN) / mb - 1);
    return {
      name,
      growth,
      line: `${name}: ${mb.toFixed(1)} → ${after.get(name)?.toFixed(1)} MB (${growth.toFixed(1)} %)`,
    };
  });
  report(
    `lenet-5, ${(await stepOf(running)) - start} steps after ${start}: ${lines.map(({ line }) => line).join('; ')}`,
  );
  await running.close();
  for (const { name, growth } of lines) expect(growth, name).toBeLessThan(5);
});

/** Watches the window for so long, drawing now and then: tasks over 50 ms, and from each move of the pen to the bars, milliseconds. */
async function watch(running: RunningApp, seconds: number): Promise<{ tasks: number[]; answers: number[] }> {
  const { page } = running;
  await page.evaluate(() => {
    const seen = { tasks: [] as number[], answers: [] as number[] };
    let moved: number | null = null;
    new PerformanceObserver((list) => {
      seen.tasks.push(...list.getEntries().map((entry) => entry.duration));
    }).observe({ entryTypes: ['longtask'] });
    addEventListener('pointermove', ({ buttons }) => (moved ??= buttons === 1 ? performance.now() : null), true);
    new MutationObserver(() => {
      if (moved !== null) seen.answers.push(performance.now() - moved);
      moved = null;
    }).observe(document.body, { attributes: true, subtree: true, attributeFilter: ['data-probability'] });
    Object.assign(globalThis, { seen });
  });
  const end = performance.now() + seconds * 1000;
  await draw(running, () => performance.now() < end);
  return page.evaluate(() => (globalThis as unknown as { seen: { tasks: number[]; answers: number[] } }).seen);
}

/** Has the trainer see so many processors from now on; the threads that it starts meanwhile count them. */
async function showProcessors({ app }: RunningApp, processors: number): Promise<void> {
  const pid = await app.evaluate(
    ({ app: main }) => main.getAppMetrics().find(({ name }) => name === 'Kernelsmith trainer')?.pid,
  );
  execFileSync('taskset', ['--all-tasks', '--cpu-list', '--pid', `0-${processors - 1}`, String(pid)], {
    stdio: 'ignore',
  });
}

/** How the window does, idle and with a training of so many lanes. */
async function watchTraining(lanes: number): Promise<void> {
  const running = await launchApp();
  await phase(running, 'Ready');
  await showProcessors(running, lanes);
  await running.page.getByTestId('epochs').fill('100');
  await running.page.getByTestId('epochs').press('Enter');
  await wait(2000);
  await phase(running, 'Ready');
  await showProcessors(running, availableParallelism());
  const seconds = times(20);
  const idle = await watch(running, seconds);
  await running.page.getByTestId('train').click();
  await wait(2000);
  const busy = await watch(running, seconds);
  await running.close();
  for (const [state, { tasks, answers }] of Object.entries({ idle, 'training lenet-5': busy })) {
    const longest = tasks.length > 0 ? `, the longest ${Math.max(...tasks).toFixed(0)} ms` : '';
    const what = `${lanes} of ${availableParallelism()} processors for training, ${state}`;
    report(`${what}, ${seconds} s: ${tasks.length} tasks over 50 ms${longest}`);
    report(summarize(`${what}, from the pen to the bars`, answers));
  }
}

it.each([
  ['one lane fewer than there are processors', Math.max(1, availableParallelism() - 1)],
  ['all lanes', availableParallelism()],
])('tells long tasks and the times of predictions, idle and while training on %s', async (_what, lanes) => {
  await watchTraining(lanes);
});
