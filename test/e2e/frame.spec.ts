import { expect, test, type Locator } from '@playwright/test';
import { launchApp, resizeWindow, type RunningApp } from '../support/app';
import { clickAndCatchChange } from '../support/blink';
import { usePlainRecipe } from '../support/plain-recipe-form';

/** Images kept for validation. */
const VALIDATION = 200;

let running: RunningApp;
test.beforeEach(async () => {
  running = await launchApp();
  await expect(running.page.getByTestId('phase')).toContainText('Ready');
});
test.afterEach(async () => {
  await running.close();
});

async function reload(): Promise<void> {
  await running.page.reload();
  await expect(running.page.getByTestId('phase')).toContainText(/\w/);
}

async function widthOf(locator: Locator): Promise<number> {
  return (await locator.boundingBox())?.width ?? NaN;
}

/** Drags a separator sideways by so many pixels. */
async function drag(id: string, by: number): Promise<void> {
  const { page } = running;
  const box = await page.getByTestId(id).boundingBox();
  if (!box) throw new Error(`${id} is not on screen`);
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + by / 2, y);
  await page.mouse.move(x + by, y);
  await page.mouse.up();
}

test('panes are as wide as they were left, after a reload too, and none is lost in a small window', async () => {
  const { page, complaints } = running;
  const settings = page.getByRole('complementary', { name: 'Settings' });
  await resizeWindow(running, 1600, 900);
  await drag('pane-left', 60);
  await expect.poll(() => widthOf(settings)).toBeCloseTo(348, -1);
  const dragged = await widthOf(settings);
  await page.getByTestId('pane-right').focus();
  await page.keyboard.press('Shift+ArrowLeft');
  const right = await page.getByTestId('pane-right').getAttribute('aria-valuenow');
  await reload();
  expect(await widthOf(settings)).toBe(dragged);
  await expect(page.getByTestId('pane-right')).toHaveAttribute('aria-valuenow', String(right));

  await page.getByTestId('pane-right').press('End');
  await resizeWindow(running, 1100, 700);
  await expect.poll(() => widthOf(page.getByRole('main'))).toBeGreaterThanOrEqual(416);
  await page.getByTestId('epochs').scrollIntoViewIfNeeded(); // below the palette of layers
  for (const id of ['pad', 'bar-9', 'loss-chart', 'epochs', 'save-weights']) {
    await expect(page.getByTestId(id), id).toBeInViewport({ ratio: 1 });
  }
  await page.getByTestId('pane-left').dblclick();
  await page.getByTestId('pane-right').dblclick();
  expect(await widthOf(settings)).toBe(248);
  expect(complaints).toEqual([]);
});

test('a chosen theme overrules the system and is remembered', async () => {
  const { page, complaints } = running;
  const html = page.locator('html');
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect(html).toHaveAttribute('data-theme', 'dark');
  await page.getByTestId('theme').getByRole('radio', { name: 'Light' }).check();
  await expect(html).toHaveAttribute('data-theme', 'light');
  await reload();
  await expect(html).toHaveAttribute('data-theme', 'light');
  await page.getByTestId('theme').getByRole('radio', { name: 'As the system' }).check();
  await expect(html).toHaveAttribute('data-theme', 'dark');
  expect(complaints).toEqual([]);
});

test('curves, matrix, pad and network are on screen together', async () => {
  const { page } = running;
  const sizes = [[1100, 700], [1280, 800], [1920, 1080]] as const; // prettier-ignore
  for (const [width, height] of sizes) {
    await resizeWindow(running, width, height);
    for (const id of ['loss-chart', 'accuracy-chart', 'confusion', 'pad', 'verdict', 'layer-conv1']) {
      await expect(page.getByTestId(id), `${id} at ${width}×${height}`).toBeInViewport({ ratio: 0.99 });
    }
  }
});

test('the matrix counts the validation, and a run begins again in three ways', async () => {
  const { page, complaints } = running;
  const firstLoss = async (): Promise<number> => {
    await expect.poll(() => page.getByTestId('loss-chart').getAttribute('data-points')).not.toBe('0');
    return Number(await page.getByTestId('loss-chart').getAttribute('data-losses-first'));
  };
  const finished = () => expect(page.getByTestId('phase')).toContainText('Finished', { timeout: 30_000 });
  const restart = async (way: string): Promise<number> => {
    await page.getByTestId('restart-menu').click();
    await clickAndCatchChange(page, way, 'phase', 'Finished');
    return firstLoss();
  };

  await usePlainRecipe(page);
  for (const [id, value] of [
    ['subset', '640'],
    ['validation', String(VALIDATION)],
    ['epochs', '1'],
  ] as const) {
    // prettier-ignore
    await page.getByTestId(id).fill(value);
  }
  await expect(page.getByRole('progressbar', { name: 'Steps done' })).toHaveAttribute('aria-valuemax', '10');
  await page.getByTestId('train').click();
  const untrained = await firstLoss();
  await finished();

  const table = page.getByTestId('confusion');
  await expect(table).toContainText(`Validation, ${VALIDATION} images, after step 10`);
  const rows = await table
    .locator('tbody tr')
    .evaluateAll((trs) => trs.map((tr) => [...tr.querySelectorAll('td')].map((td) => Number(td.textContent))));
  const total = rows.flat().reduce((sum, count) => sum + count, 0);
  expect(total).toBe(VALIDATION);
  const right = rows.reduce((sum, row, i) => sum + row[i], 0);
  await expect(page.getByTestId('validation-accuracy')).toHaveText(`${((100 * right) / total).toFixed(2)} %`);
  await expect(page.getByTestId('health')).toHaveText('Too short to judge');

  // Space leaves what is over as it is.
  await page.getByRole('main').click({ position: { x: 60, y: 12 } });
  await page.keyboard.press('Space');
  await expect(page.getByTestId('message')).toContainText('Space leaves it as it is');
  await expect(page.getByTestId('phase')).toContainText('Finished');

  // Both curves are read off at the step that is pointed at in one.
  await page.getByTestId('loss-chart').hover();
  await expect(page.getByTestId('loss-chart-readout')).toHaveText(/^Loss ?\d\.\d{4} ?\d\.\d{4}$/);
  await expect(page.getByTestId('accuracy-chart-readout')).toHaveText(/^Accuracy ?\d+\.\d % ?\d+\.\d %$/);
  await page.mouse.move(0, 0);
  await expect(page.getByTestId('loss-chart-readout')).toBeHidden();

  expect(await restart('restart-same')).toBe(untrained);
  await finished();
  const seed = await page.getByTestId('seed').inputValue();
  expect(await restart('restart-new-seed')).not.toBe(untrained);
  expect(await page.getByTestId('seed').inputValue()).not.toBe(seed);
  await finished();
  // Back to the seed of before: how much a new one has learned after ten steps is not known.
  await page.getByTestId('group-training').click();
  await page.getByTestId('seed').fill(seed);
  await page.getByTestId('seed').press('Enter');
  expect(await restart('restart-same')).toBe(untrained);
  await finished();
  expect(await restart('restart-keep-weights')).toBeLessThan(0.8 * untrained);
  await expect(page.getByTestId('message')).toHaveText('Begun with the weights of step 10');
  expect(complaints).toEqual([]);
});
