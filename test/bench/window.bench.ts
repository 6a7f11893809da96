import { it } from 'vitest';
import { launchApp } from '../support/app';
import { drawStrokes } from '../support/pad';
import { penDigits } from '../support/pen-digits';
import { summarize } from '../support/timings';

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
    await page.getByTestId('clear').click();
    await drawStrokes(page, strokes);
  }
  const times = await page.evaluate(() => (globalThis as unknown as { predictionTimes: number[] }).predictionTimes);
  await close();
  console.log(summarize('lenet-5, from the pen to the bars while training, in the window', times));
});
