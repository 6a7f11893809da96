import { expect, test } from '@playwright/test';
import { launchApp, type RunningApp } from '../support/app';
import { drawStrokes } from '../support/pad';
import { penDigit } from '../support/pen-digits';

let running: RunningApp;
test.beforeEach(async () => {
  running = await launchApp();
  await expect(running.page.getByTestId('phase')).toContainText('Ready');
});
test.afterEach(async () => {
  expect(running.complaints).toEqual([]);
  await running.close();
});

/** A recipe of so many images, 20 steps an epoch. */
async function shorten(epochs: number): Promise<void> {
  const { page } = running;
  await page.getByTestId('subset').fill('640');
  await page.getByTestId('validation').fill('200');
  await page.getByTestId('epochs').fill(String(epochs));
  const steps = page.getByRole('progressbar', { name: 'Steps done' });
  await expect(steps).toHaveAttribute('aria-valuemax', String(20 * epochs));
}

test('the learning rate changes while it trains, and is seen in the plot and on the curves', async () => {
  const { page } = running;
  await page.getByTestId('group-training').click();
  await page.getByTestId('schedule').selectOption('constant');
  await shorten(5000);
  await page.getByTestId('train').click();
  const rate = async () => Number(await page.getByTestId('rate-plot').getAttribute('data-now'));
  await expect.poll(rate).toBe(0.005);
  await page.getByTestId('learning-rate').fill('0.0007');
  await page.keyboard.press('Tab');
  await expect(page.getByText(/^live from step [\d,]+$/)).toBeVisible();
  await expect.poll(rate).toBe(0.0007);
  await expect(page.getByTestId('phase')).toContainText('Training');
  await expect(page.getByTestId('loss-chart').getByRole('img')).toHaveAttribute(
    'aria-label',
    /From step [\d,]+: learning rate 0\.0007\./,
  );
  await expect(page.getByText('applies at restart')).toHaveCount(0);
  await page.getByTestId('epochs').fill('6000');
  await expect(page.getByText('applies at restart')).toBeVisible();
  await page.getByTestId('train').click();
  await expect(page.getByTestId('phase')).toContainText('Paused');
  await page.getByTestId('clip-norm').fill('1');
  await page.getByTestId('train').click();
  await expect(page.getByTestId('phase')).toContainText('Training');
  await expect(page.getByText(/^live from step [\d,]+$/)).toHaveCount(2);
  await page.getByTestId('stop').click();
  await expect(page.getByTestId('phase')).toContainText('Stopped');
});

test('a run stops early, and says by what and which weights stand', async () => {
  const { page } = running;
  await shorten(200);
  await page.getByTestId('early-stopping').selectOption('accuracy');
  await page.getByTestId('stop-patience').fill('2');
  await page.getByTestId('train').click();
  await expect(page.getByTestId('phase')).toHaveText(
    /^Stopped early: no better accuracy for 2 epochs; weights of epoch \d+ put back$/,
    { timeout: 60_000 },
  );
  const [, epoch] = /epoch (\d+) put/.exec(await page.getByTestId('phase').innerText()) ?? [];
  await expect(page.getByTestId('best')).toContainText(`Best: epoch ${epoch},`);
  await expect(page.getByTestId('confusion')).toContainText(`after step ${20 * Number(epoch)}`);
});

test('a run that diverges names step and layer, keeps finite weights, goes on or restarts by a smaller rate', async () => {
  const { page } = running;
  await page.getByTestId('group-training').click();
  await page.getByTestId('schedule').selectOption('constant');
  // AdamW multiplies every weight by 1 − 100 · 1 in each step.
  await page.getByTestId('learning-rate').fill('100');
  await page.getByTestId('weight-decay').fill('1');
  await shorten(20);
  await page.getByTestId('train').click();
  const line = page.getByTestId('diverged');
  await expect(line).toContainText(/Training stopped at step \d+: .*layer \w+/);
  await expect(page.getByTestId('health')).toContainText('Not a number');
  await drawStrokes(page, penDigit(3));
  await expect(page.getByTestId('verdict')).not.toContainText('Draw a digit');
  await page.getByTestId('evaluate-test').click();
  await expect(page.getByTestId('test-result')).toContainText('opened 1 time, all by this run');
  await expect(page.getByTestId('diverged-go-on')).toHaveText('Go on with learning rate 10');
  await page.getByTestId('diverged-go-on').click();
  await expect(page.getByTestId('learning-rate')).toHaveValue('10');
  await expect(page.getByText(/^live from step [\d,]+$/)).toBeVisible();
  await page.getByTestId('learning-rate').fill('0.001');
  await page.getByTestId('weight-decay').fill('0.1');
  await page.getByTestId('restart').click();
  await expect(line).toBeHidden();
  await expect(page.getByTestId('phase')).toContainText('Finished', { timeout: 60_000 });
});

test('one epoch is stepped by the menu, a batch and an epoch by keys', async () => {
  const { page } = running;
  await shorten(3);
  await page.getByTestId('step-menu').click();
  await page.getByTestId('step-epoch').click();
  await expect(page.getByTestId('phase')).toHaveText('Paused after step 20');
  await expect(page.getByTestId('best')).toContainText('Best: epoch 1,');
  await page.keyboard.press('.');
  await expect(page.getByTestId('phase')).toHaveText('Paused after step 21');
  await page.keyboard.press('Shift+.');
  await expect(page.getByTestId('phase')).toHaveText('Paused after step 40');
});
