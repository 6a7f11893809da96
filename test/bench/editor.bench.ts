import { it } from 'vitest';
import { launchApp, resizeWindow, type RunningApp } from '../support/app';
import { pressPiece } from '../support/palette';
import { summarize, wait } from '../support/timings';

const ROUNDS = 20;

/** lenet-5 made thirty layers long. */
async function thirtyLayers({ page }: RunningApp): Promise<void> {
  for (let i = 0; i < 2; i++) {
    await page.getByTestId('layer-relu1').click();
    for (let j = 0; j < 3; j++) await pressPiece(page, 'conv-norm-relu');
  }
  await page.getByText(/^30 layers/).waitFor();
  await wait(2000);
}

interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds, and those of them in which the thread had a processor; what has no end has none. */
  readonly dur?: number;
  readonly tdur?: number;
  readonly args: { readonly name?: string };
}

/** A piece of work that the window cannot be interrupted in, milliseconds. */
interface Task {
  readonly took: number;
  /** Without the time in which others had the processor. */
  readonly computed: number;
}

/** What holds up the window while something is done, the largest first. */
async function tasksOf({ page }: RunningApp, act: () => Promise<void>): Promise<Task[]> {
  const session = await page.context().newCDPSession(page);
  const events: TraceEvent[] = [];
  session.on('Tracing.dataCollected', ({ value }) => events.push(...(value as unknown as TraceEvent[])));
  const complete = new Promise((done) => session.once('Tracing.tracingComplete', done));
  // Of these categories, next to nothing but the tasks themselves is written down.
  const traceConfig = { includedCategories: ['toplevel'], excludedCategories: ['*'] };
  await session.send('Tracing.start', { transferMode: 'ReportEvents', traceConfig });
  await act();
  await session.send('Tracing.end');
  await complete;
  await session.detach();
  const window = events.find(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain');
  if (!window) throw new Error('The trace does not say which thread is that of the window.');
  return events
    .filter(
      ({ name, pid, tid }) => name === 'ThreadControllerImpl::RunTask' && pid === window.pid && tid === window.tid,
    )
    .map(({ dur = 0, tdur = 0 }) => ({ took: dur / 1000, computed: tdur / 1000 }))
    .sort((a, b) => b.took - a.took);
}

function tell(what: string, tasks: readonly Task[]): void {
  const largest = tasks.slice(0, 5).map(({ took, computed }) => `${took.toFixed(0)} (${computed.toFixed(0)})`);
  const long = tasks.filter(({ took }) => took > 50).length;
  console.log(`tasks over 50 ms in ${ROUNDS} ${what}: ${long}; the largest (computing): ${largest.join(', ')} ms`);
}

/** Edits of the graph by keys, the second of which takes the first back. */
const PAIRS: Readonly<Record<string, readonly string[]>> = {
  'removals and undos': ['Delete', 'Control+z'],
  'moves of a layer': ['Alt+ArrowUp', 'Alt+ArrowDown'],
  'duplications and undos': ['Control+d', 'Control+z'],
};

async function press({ page }: RunningApp, keys: readonly string[]): Promise<void> {
  for (const key of keys) {
    await page.keyboard.press(key);
    await wait(400);
  }
}

/** Milliseconds from a click on a stepper until the card, the sums and the figures of the layer say what has become of it. */
async function timesOfEdits({ page }: RunningApp): Promise<number[]> {
  return page.evaluate(async (rounds) => {
    const find = (id: string): HTMLElement => document.querySelector<HTMLElement>(`[data-testid="${id}"]`)!;
    const more = find('details').querySelector<HTMLElement>('button[aria-label="Filters: more"]');
    const times: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const before = find('network-size').textContent;
      const start = performance.now();
      more?.click();
      await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
      if (find('network-size').textContent !== before) times.push(performance.now() - start);
      await new Promise((done) => setTimeout(done, 400));
    }
    return times;
  }, ROUNDS);
}

/** Milliseconds from a click on a stepper until the predicted time of an epoch, of all and of the layer, is another one. */
async function timesOfPredictions({ page }: RunningApp): Promise<number[]> {
  return page.evaluate(async (rounds) => {
    const find = (id: string): HTMLElement => document.querySelector<HTMLElement>(`[data-testid="${id}"]`)!;
    const more = find('details').querySelector<HTMLElement>('button[aria-label="Kernel size: more"]');
    const less = find('details').querySelector<HTMLElement>('button[aria-label="Kernel size: less"]');
    const said = (): string[] => ['epoch-prediction', 'layer-time'].map((id) => find(id).textContent);
    const times: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const before = said();
      const start = performance.now();
      (round % 2 === 0 ? more : less)?.click();
      while (said().some((words, i) => words === before[i])) {
        await new Promise((done) => requestAnimationFrame(done));
        if (performance.now() - start > 5000) throw new Error(`${before.join(', ')} stayed`);
      }
      await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
      times.push(performance.now() - start);
      await new Promise((done) => setTimeout(done, 1000));
    }
    return times;
  }, ROUNDS);
}

it('edits a network of thirty layers', async () => {
  const running = await launchApp();
  await resizeWindow(running, 1440, 900);
  await thirtyLayers(running);
  await running.page.getByTestId('layer-conv5').click();
  await wait(1000);
  let [times, predictions]: number[][] = [[], []];
  const ofSettings = await tasksOf(running, async () => {
    times = await timesOfEdits(running);
    predictions = await timesOfPredictions(running);
  });
  console.log(summarize('from a click on a stepper to the next frame, shapes and costs with it', times));
  console.log(summarize('from a click on a stepper to another predicted time of an epoch on screen', predictions));
  tell('edits of a setting', ofSettings);
  await running.page.keyboard.press('Escape');
  await running.page.getByTestId('layer-conv5').click();
  await running.page.keyboard.press('Escape');
  for (const [what, keys] of Object.entries(PAIRS)) {
    await running.page.getByTestId('layer-conv5').locator('[data-row]').focus();
    const tasks = await tasksOf(running, async () => {
      for (let round = 0; round < ROUNDS / 2; round++) await press(running, keys);
    });
    tell(what, tasks);
  }
  await running.close();
});
