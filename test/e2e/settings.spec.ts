import { expect, test } from '@playwright/test';
import { launchApp, resizeWindow, type RunningApp } from '../support/app';
import { clickAndCatch } from '../support/blink';

let running: RunningApp;
test.beforeEach(async () => {
  running = await launchApp();
  await expect(running.page.getByTestId('phase')).toContainText('Ready');
});
test.afterEach(async () => {
  await running.close();
});

test('a setting out of its range is said so in place, and the last good one stays in force', async () => {
  const { page } = running;
  const steps = page.getByRole('progressbar', { name: 'Steps done' });
  await page.getByTestId('batch-size').fill('50');
  await expect(steps).toHaveAttribute('aria-valuemax', '3300');
  await page.getByTestId('batch-size').fill('0');
  await expect(page.getByText(/^Batch size: .*1/)).toBeVisible();
  await page.getByTestId('subset').fill('70000');
  await expect(page.getByText(/^Training: .*1 to 55,000/)).toBeVisible();
  await expect(steps).toHaveAttribute('aria-valuemax', '3300');
});

test('nothing begins past a field that is not in force: the focus goes there', async () => {
  const { page } = running;
  await page.getByTestId('batch-size').fill('0');
  await page.getByTestId('train').click();
  await expect(page.getByTestId('batch-size')).toBeFocused();
  await expect(page.getByTestId('message')).toContainText('Batch size: a whole number from 1 to 4,096. Mend it first');
  await expect(page.getByTestId('phase')).toContainText('Ready');
  await page.keyboard.press('Escape');
  await page.getByTestId('train').click();
  await expect(page.getByTestId('phase')).toContainText('Training');
  await expect(page.getByTestId('message')).toBeHidden();
});

test('every figure of a field can be read in the narrowest pane', async () => {
  const { page } = running;
  await resizeWindow(running, 1100, 700);
  await page.getByTestId('pane-left').press('Home');
  await page.getByTestId('group-training').click();
  await page.getByTestId('seed').fill('9007199254740991');
  await page.getByTestId('subset').fill('55,000');
  for (const id of ['seed', 'subset', 'validation', 'learning-rate']) {
    const hidden = await page.getByTestId(id).evaluate((input) => input.scrollWidth - input.clientWidth);
    expect(hidden, id).toBe(0);
  }
});

test('notebook-000 trains on all 60,000 images, one at a time, and its test result is counted apart', async () => {
  const { page } = running;
  await page.getByTestId('preset').selectOption('notebook-000');
  await expect(page.getByTestId('layer-fc')).toContainText('1,700');
  await expect(page.getByRole('progressbar', { name: 'Steps done' })).toHaveAttribute('aria-valuemax', '60000');
  await page.getByTestId('train').click();
  await expect(page.getByTestId('phase')).toContainText('Finished', { timeout: 60_000 });
  await expect(page.getByTestId('loss-chart')).toHaveAttribute('data-points', '60000');
  const result = page.getByTestId('test-result');
  await clickAndCatch(page, 'evaluate-test', 'cancel-test', { click: true });
  await expect(page.getByTestId('evaluate-test')).toBeVisible();
  await expect(result).toContainText('sealed, 0 looks');
  await page.getByTestId('evaluate-test').click();
  await expect(result).toContainText(/(8[5-9]|9\d)\.\d+ %.*test, 10,000.*opened 1 time/s);
  await expect(page.getByTestId('confusion')).toContainText('Test, 10,000 images, after step 60,000');
  expect(running.complaints).toEqual([]);
});

test('a change during a run waits for the restart, and then applies', async () => {
  const { page } = running;
  await page.getByTestId('step').click();
  await expect(page.getByTestId('phase')).toHaveText('Paused after step 1');
  const first = await page.getByTestId('loss-chart').getAttribute('data-losses-first');
  await page.getByTestId('group-training').click();
  await page.getByTestId('seed').fill('8');
  await expect(page.getByText('applies at restart')).toBeVisible();
  await page.getByTestId('restart').click();
  await expect(page.getByText('applies at restart')).toBeHidden();
  await expect.poll(() => page.getByTestId('loss-chart').getAttribute('data-points')).not.toBe('0');
  expect(await page.getByTestId('loss-chart').getAttribute('data-losses-first')).not.toBe(first);
});
