import { expect, test, type Locator } from '@playwright/test';
import { launchApp, resizeWindow, type RunningApp } from '../support/app';
import { usePlainRecipe } from '../support/plain-recipe-form';
import { drawStrokes } from '../support/pad';
import { penDigit } from '../support/pen-digits';
import { readBars } from '../support/thirty-seconds';

let running: RunningApp;
test.beforeEach(async () => {
  running = await launchApp();
  await expect(running.page.getByTestId('phase')).toContainText('Ready');
});
test.afterEach(async () => {
  expect(running.complaints).toEqual([]);
  await running.close();
});

/** Thirty steps of an epoch each, of which there are two. */
async function useShortRecipe(): Promise<void> {
  const { page } = running;
  await usePlainRecipe(page);
  for (const [id, value] of Object.entries({ subset: '1920', validation: '200', epochs: '2' })) {
    await page.getByTestId(id).fill(value);
  }
  await page.getByTestId('epochs').blur();
  await expect(page.getByRole('progressbar', { name: 'Steps done' })).toHaveAttribute('aria-valuemax', '60');
}

const rows = (): Locator => running.page.getByTestId('run-row');

async function expectFinished(): Promise<void> {
  await expect(running.page.getByTestId('phase')).toContainText('Finished', { timeout: 60_000 });
}

async function setLearningRate(rate: string): Promise<void> {
  const { page } = running;
  await page.getByTestId('learning-rate').fill(rate);
  await page.getByTestId('learning-rate').blur();
}

test('the whole life of a run: kept, named, found, compared, forked, opened, deleted and brought back', async () => {
  const { page } = running;
  await page.keyboard.press('Control+2');
  await expect(page.getByTestId('runs-empty')).toContainText('No run yet');
  await useShortRecipe();
  await page.getByTestId('train').click();
  await expectFinished();
  await expect(rows()).toHaveCount(1);
  await expect(rows().first()).toContainText('finished');
  await expect(rows().first()).toContainText('of 200');

  // Named, starred, tagged, with a note.
  await page.getByTestId('runs-table').focus();
  await page.keyboard.press('F2');
  await page.getByTestId('run-name-input').fill('the base');
  await page.keyboard.press('Enter');
  await expect(rows().first()).toContainText('the base');
  await page.getByTestId('runs-table').focus();
  await page.keyboard.press('s');
  await page.getByTestId('run-tags').fill('base, small');
  await page.getByTestId('run-notes').fill('Nothing special.');
  await page.getByTestId('run-notes').blur();
  await expect(rows().first()).toContainText('base +1'); // of two tags there is room for one

  // Forked with one change: the first weights are the same, hence the first loss.
  const firstLoss = await page.getByTestId('loss-chart').getAttribute('data-losses-first');
  await setLearningRate('0.05');
  await expect(page.getByTestId('fork-change')).toHaveText('lr 0.02 → 0.05');
  await page.getByTestId('fork-same').click();
  await expect(rows()).toHaveCount(2);
  await expectFinished();
  expect(await page.getByTestId('loss-chart').getAttribute('data-losses-first')).toBe(firstLoss);
  await expect(page.getByTestId('run-details')).toContainText('from the first weights of the base');

  // Found and sorted.
  await page.getByTestId('runs-filter').fill('small base');
  await expect(rows()).toHaveCount(1);
  await page.getByTestId('runs-filter').fill('');
  await page.getByTestId('sort-learningRate').click();
  await expect(rows().first()).toContainText('0.05');
  await page.getByTestId('runs-starred').click();
  await expect(rows()).toHaveCount(1);
  await page.getByTestId('runs-starred').click();

  // Compared: the first against the second.
  await page.getByTestId('runs-table').focus();
  await page.keyboard.press('End');
  await page.keyboard.press('Space');
  await page.keyboard.press('Home');
  await page.keyboard.press('Space');
  await expect(page.getByTestId('comparison-row')).toHaveCount(2);
  await expect(page.getByTestId('comparison')).toContainText('lr 0.02 → 0.05');
  await resizeWindow(running, 1100, 700);
  expect((await page.getByTestId('overlay-loss').boundingBox())?.height).toBeGreaterThan(120);
  await expect(page.getByTestId('comparison-row').nth(1)).toBeInViewport({ ratio: 1 });
  await expect(page.getByTestId('difference')).toHaveText('against A: lr 0.02 → 0.05');
  await resizeWindow(running, 1440, 900);
  await expect(page.getByTestId('difference')).toHaveCount(0); // it has room in its row
  await expect(page.getByTestId('comparison-row').nth(1)).toContainText('lr 0.02 → 0.05');
  await expect(page.getByTestId('overlay-loss')).toHaveAttribute('data-lines', '6');
  await page.getByTestId('overlay-across').getByText('Epochs').click();
  await page.getByTestId('overlay-part').getByText('Validation').click();
  await expect(page.getByTestId('overlay-loss')).toHaveAttribute('data-lines', '2');
  await page.getByTestId('overlay-table').click();
  await expect(page.getByTestId('overlay-figures').getByRole('rowheader')).toHaveText(['2', '1']);
  await page.getByTestId('compare-none').click();

  // The old one is opened, and draws at once.
  await page.getByTestId('runs-table').focus();
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('message')).toContainText('Opened the base');
  await expect(page.getByTestId('learning-rate')).toHaveValue('0.02');
  await expect(page.getByTestId('loss-chart')).toHaveAttribute('data-points', '60');
  await drawStrokes(page, penDigit(3));
  await expect.poll(async () => Math.max(...(await readBars(running)))).toBeGreaterThan(0.3);

  // Deleted, and brought back.
  await page.getByTestId('runs-table').focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('Delete');
  await expect(rows()).toHaveCount(1);
  await page.getByTestId('message-offer').click();
  await expect(rows()).toHaveCount(2);
});

test('forked from here, a run goes on from its step and keeps its curves', async () => {
  const { page } = running;
  await useShortRecipe();
  await page.getByTestId('workspace-runs').click();
  await page.getByTestId('step').click();
  await expect(page.getByTestId('phase')).toContainText('Paused after step 1');
  const firstLoss = await page.getByTestId('loss-chart').getAttribute('data-losses-first');
  await setLearningRate('0.01');
  await page.getByTestId('restart-menu').click();
  await page.getByTestId('fork-here-menu').click();
  await expectFinished();
  await expect(page.getByTestId('loss-chart')).toHaveAttribute('data-points', '60');
  expect(await page.getByTestId('loss-chart').getAttribute('data-losses-first')).toBe(firstLoss);
  await expect(rows()).toHaveCount(2);
  await expect(page.getByTestId('run-details')).toContainText('from step 1 of lenet-5');
});

test('a recipe repeated with other seeds is one row with mean and range', async () => {
  const { page } = running;
  await useShortRecipe();
  await page.getByTestId('workspace-runs').click();
  await page.getByTestId('train').click();
  await expectFinished();
  await page.getByTestId('details-repeat').click();
  await expect(page.getByTestId('run-details')).toContainText('5 finished runs', { timeout: 120_000 });
  await expect(rows()).toHaveCount(1);
  for (const [width, height] of [
    [1100, 700],
    [1440, 900],
  ] as const) {
    await resizeWindow(running, width, height);
    await expect(rows().getByTitle(/^Val. loss: .*range of 5 finished runs/)).toBeInViewport({ ratio: 1 });
  }
  await page.getByTestId('runs-table').focus();
  await page.keyboard.press('ArrowRight');
  await expect(rows()).toHaveCount(6);
  await expect(page.getByTestId('run-details')).toContainText('7, 8, 9, 10, 11');
});
