import { it } from 'vitest';
import { launchApp, resizeWindow, type RunningApp } from '../support/app';
import { summarize, wait } from '../support/timings';

const ROUNDS = 20;

/** lenet-5 made thirty layers long. */
async function thirtyLayers({ page }: RunningApp): Promise<void> {
  for (let i = 0; i < 2; i++) {
    await page.getByTestId('layer-relu1').click();
    for (let j = 0; j < 3; j++) await page.getByTestId('palette-conv-norm-relu').click();
  }
  await page.getByText(/^30 layers/).waitFor();
  await wait(2000);
}

/** From now on, what the window is held up by for over 50 ms, milliseconds each. */
async function watch({ page }: RunningApp): Promise<void> {
  await page.evaluate(() => {
    const tasks: number[] = [];
    new PerformanceObserver((list) => tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({
      type: 'longtask',
    });
    Object.assign(globalThis, { longTasks: tasks });
  });
}

const longTasks = ({ page }: RunningApp): Promise<number[]> =>
  page.evaluate(() => (globalThis as unknown as { longTasks: number[] }).longTasks);

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

it('edits a network of thirty layers', async () => {
  const running = await launchApp();
  await resizeWindow(running, 1440, 900);
  await thirtyLayers(running);
  await running.page.getByTestId('layer-conv5').click();
  await wait(1000);
  await watch(running);
  console.log(
    summarize('from a click on a stepper to the next frame, shapes and costs with it', await timesOfEdits(running)),
  );
  console.log(`tasks over 50 ms in ${ROUNDS} edits of a setting: ${JSON.stringify(await longTasks(running))}`);
  await running.page.keyboard.press('Escape');
  await running.page.getByTestId('layer-conv5').click();
  await running.page.keyboard.press('Escape');
  await watch(running);
  for (let round = 0; round < ROUNDS / 2; round++) {
    for (const key of ['Delete', 'Control+z']) {
      await running.page.keyboard.press(key);
      await wait(400);
    }
  }
  console.log(`tasks over 50 ms in ${ROUNDS} edits of the graph: ${JSON.stringify(await longTasks(running))}`);
  await running.close();
});
