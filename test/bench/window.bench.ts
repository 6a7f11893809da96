import { it } from 'vitest';
import { launchApp, type RunningApp } from '../support/app';
import { drawStrokes } from '../support/pad';
import { penDigits } from '../support/pen-digits';
import { summarize, wait } from '../support/timings';

const DIGITS = 20;

it('shows a prediction while drawing and training', async () => {
  const { page, close } = await launchApp();
  await page.getByTestId('train').click();
  await page.getByTestId('loss-chart').and(page.locator('[data-points]:not([data-points="0"])')).waitFor();
  // In the page itself: from the pen's move to the first change of the bars.
  await page.evaluate(() => {
    const times: number[] = [];
    let moved: number | null = null;
    addEventListener(
      'pointermove',
      (event) => {
        if (event.buttons === 1) moved ??= performance.now();
      },
      true,
    );
    new MutationObserver(() => {
      if (moved !== null) times.push(performance.now() - moved);
      moved = null;
    }).observe(document.body, { attributes: true, subtree: true, attributeFilter: ['data-probability'] });
    Object.assign(globalThis, { predictionTimes: times });
  });
  for (const { strokes } of penDigits.slice(0, DIGITS)) {
    await drawStrokes(page, strokes);
    await page.getByTestId('clear').click();
  }
  const times = await page.evaluate(() => (globalThis as unknown as { predictionTimes: number[] }).predictionTimes);
  await close();
  console.log(summarize('lenet-5, from the pen to the bars while training, in the window', times));
});

const WATCHED_SECONDS = 20;

/** Long tasks (over 50 ms) of the window while somebody draws now and then, milliseconds each. */
async function watchLongTasks({ page }: RunningApp): Promise<number[]> {
  await page.evaluate(() => {
    const tasks: number[] = [];
    new PerformanceObserver((list) => {
      tasks.push(...list.getEntries().map((entry) => entry.duration));
    }).observe({ entryTypes: ['longtask'] });
    Object.assign(globalThis, { longTasks: tasks });
  });
  const end = performance.now() + WATCHED_SECONDS * 1000;
  for (let i = 0; performance.now() < end; i++) {
    await page.getByTestId('clear').click();
    await drawStrokes(page, penDigits[i % penDigits.length].strokes);
    await wait(1000);
  }
  return page.evaluate(() => (globalThis as unknown as { longTasks: number[] }).longTasks);
}

it('counts the long tasks of the window, idle and while training', async () => {
  const running = await launchApp();
  const { page } = running;
  await drawStrokes(page, penDigits[0].strokes);
  const report = (what: string, tasks: number[]): void => {
    console.log(
      `${what}, ${WATCHED_SECONDS} s: ${tasks.length} tasks over 50 ms${tasks.length > 0 ? ` (longest ${Math.max(...tasks)} ms)` : ''}`,
    );
  };
  report('idle', await watchLongTasks(running));
  await page.getByTestId('train').click();
  await wait(1000);
  report('lenet-5 while training', await watchLongTasks(running));
  await running.close();
});
