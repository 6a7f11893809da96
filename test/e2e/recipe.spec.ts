import { expect, test } from '@playwright/test';
import { launchApp, resizeWindow, type RunningApp } from '../support/app';

let running: RunningApp;
test.beforeEach(async () => {
  running = await launchApp();
  await expect(running.page.getByTestId('phase')).toContainText('Ready');
});
test.afterEach(async () => {
  expect(running.complaints).toEqual([]);
  await running.close();
});

test('XOR is learned to the end: vectors are shown, and nothing can be drawn', async () => {
  const { page } = running;
  await page.getByTestId('preset').selectOption('notebook-002');
  await expect(page.getByTestId('no-pad')).toHaveText(
    'This network reads vectors of 2 values: there is nothing to draw.',
  );
  await expect(page.getByTestId('pad')).toHaveCount(0);
  await expect(page.getByTestId('pin-label')).toHaveText(/^training example 1\sof\s4$/);
  await page.getByTestId('epochs').fill('15000');
  await expect(page.getByRole('progressbar', { name: 'Steps done' })).toHaveAttribute('aria-valuemax', '60000');
  await page.getByTestId('train').click();
  await expect(page.getByTestId('phase')).toHaveText(/^Finished: 100\.0 % in training/, { timeout: 60_000 });
  await expect(page.getByTestId('loss-chart')).toHaveAttribute('data-points', '60000');
  await page.getByTestId('pin-next').click();
  await expect(page.getByTestId('answer')).toHaveText(/true 1\s*·\s*reads 1/);
  await expect(page.getByTestId('maps-input')).toBeVisible();
  await page.getByTestId('curves-table').click();
  await expect(page.getByText('14,800 other epochs')).toBeVisible();
  await page.getByTestId('evaluate-test').click();
  await expect(page.getByTestId('test-result')).toContainText('100.00 %');
});

test('lines are told apart, by their names', async () => {
  const { page } = running;
  await page.getByTestId('preset').selectOption('notebook-003');
  await expect(page.getByTestId('bar-1')).toContainText('horizontal');
  await expect(page.getByTestId('data')).toHaveText('Lines: 500 training, 0 validation, 100 test images');
  await page.getByTestId('train').click();
  await expect(page.getByTestId('phase')).toContainText('Finished', { timeout: 60_000 });
  await expect(page.getByTestId('pin-reading')).toHaveText(/true vertical\s*reads vertical/);
  await page.getByTestId('evaluate-test').click();
  await expect(page.getByTestId('test-result')).toContainText('100.00 %');
});

test.describe('the recipe of a run', () => {
  test.beforeEach(async () => {
    const { page } = running;
    await page.getByTestId('subset').fill('1280');
    await page.getByTestId('validation').fill('200');
    await page.getByTestId('epochs').fill('2');
  });

  const rate = async () => Number(await running.page.getByTestId('rate-plot').getAttribute('data-now'));

  /** Takes one step and then all others, and expects these learning rates at the first and at the last one. */
  async function expectRates(first: number, last: number): Promise<void> {
    const { page } = running;
    await page.getByTestId('step').click();
    await expect(page.getByTestId('phase')).toHaveText('Paused after step 1');
    await expect.poll(rate).toBeCloseTo(first, 9);
    await page.getByTestId('train').click();
    await expect(page.getByTestId('phase')).toContainText('Finished', { timeout: 60_000 });
    await expect.poll(rate).toBeCloseTo(last, 12);
  }

  test('shows where it stands', async () => {
    const { page } = running;
    await page.getByTestId('group-training').click();
    await expect(page.getByTestId('group-training')).toContainText('betas 0.9, 0.999, weight decay 0.1, one-cycle');
    await expectRates(0.005 / 25, 0.005 / 25 / 1e4);
  });

  test('takes another optimizer, schedule and batch size', async () => {
    const { page } = running;
    await page.getByTestId('optimizer').selectOption('sgd');
    await page.getByTestId('batch-size').fill('64');
    await page.getByTestId('group-training').click();
    await page.getByTestId('schedule').selectOption('exponential');
    await expect(page.getByTestId('group-training')).toContainText('momentum 0, exponential');
    await expect(page.getByRole('progressbar', { name: 'Steps done' })).toHaveAttribute('aria-valuemax', '40');
    await expectRates(0.01, 0.009);
    await page.getByTestId('optimizer').selectOption('adam');
    await expect(page.getByText('applies at restart').first()).toBeVisible();
    await expect(page.getByTestId('rate-plot')).not.toHaveAttribute('data-now');
  });

  test('makes a mistake on purpose, and does not learn', async () => {
    const { page } = running;
    await page.getByTestId('group-mistakes').click();
    await page.getByTestId('mistake-flipGradient').check();
    await expect(page.getByTestId('group-mistakes')).toContainText('sign flipped');
    await page.getByTestId('train').click();
    await expect(page.getByTestId('phase')).toContainText(/Finished|Failed/, { timeout: 60_000 });
    await expect(page.getByTestId('health')).toContainText(/rising|number|failed|guess/i);
  });
});

test('an augmentation is shown on a training image before it is used', async () => {
  const { page } = running;
  const strip = page.getByTestId('augmentation-preview');
  const pictures = () =>
    strip.locator('canvas').evaluateAll((all) => all.map((canvas) => (canvas as HTMLCanvasElement).toDataURL()));
  await page.getByTestId('group-augmentation').click();
  await page.getByTestId('augmentation').getByText('Custom').click();
  await expect(strip).toHaveAttribute('aria-label', 'Training image 1 in epochs 1 to 6');
  await expect.poll(async () => new Set(await pictures()).size).toBe(7);
  const before = await pictures();
  await page.getByTestId('erase').fill('12');
  await expect.poll(async () => (await pictures())[3]).not.toBe(before[3]);
  expect((await pictures())[0]).toBe(before[0]); // the image itself stays
  await page.getByTestId('preview-next').click();
  await expect(strip).toHaveAttribute('aria-label', 'Training image 2 in epochs 1 to 6');
});

test('every group open, no setting leaves the narrowest pane', async () => {
  const { page } = running;
  await resizeWindow(running, 1100, 700);
  await page.getByTestId('pane-left').press('Home');
  for (const id of ['data', 'augmentation', 'training', 'mistakes']) await page.getByTestId(`group-${id}`).click();
  await page.getByTestId('augmentation').getByText('Custom').click();
  for (const [optimizer, schedule] of [
    ['adamW', 'oneCycle'],
    ['rmsprop', 'plateau'],
  ] as const) {
    await page.getByTestId('optimizer').selectOption(optimizer);
    await page.getByTestId('schedule').selectOption(schedule);
    const wide = await page.getByRole('complementary', { name: 'Settings' }).evaluate((panel) => {
      const right = panel.getBoundingClientRect().right;
      const leaves = (element: Element): boolean => element.getBoundingClientRect().right > right + 0.5;
      return [...panel.querySelectorAll('section *')].filter(leaves).map(({ outerHTML }) => outerHTML.slice(0, 80));
    });
    expect(wide).toEqual([]);
  }
});
