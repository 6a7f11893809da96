import { expect, test } from '@playwright/test';
import { launchApp, type RunningApp } from '../support/app';
import { line } from '../support/drawings';
import { drawStrokes } from '../support/pad';

let running: RunningApp;
test.beforeAll(async () => {
  running = await launchApp();
  await expect(running.page.getByTestId('phase')).toContainText('Ready');
});
test.afterAll(async () => {
  await running.close();
});
test.beforeEach(async () => {
  const { page } = running;
  if (await page.getByTestId('clear').isEnabled()) await page.getByTestId('clear').click();
  await page.getByTestId('pen').click();
});
test.afterEach(() => {
  expect(running.complaints).toEqual([]);
});

async function expectStrokes(count: number): Promise<void> {
  await expect(running.page.getByTestId('pad')).toHaveAttribute('data-strokes', String(count));
}

/** The 784 pixels on screen that the network sees, as text. */
async function seen(): Promise<string> {
  return running.page.getByTestId('seen').evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());
}

/** A cross: two strokes. */
const CROSS = [line(0, 1, 2, 1), line(1, 0, 1, 2)];

test('what is drawn can be undone, redone, erased and cleared', async () => {
  const { page } = running;
  await drawStrokes(page, CROSS);
  await expectStrokes(2);
  const both = await seen();

  await page.getByTestId('undo').click();
  await expectStrokes(1);
  expect(await seen()).not.toBe(both);
  await page.keyboard.press('Control+Shift+Z');
  await expectStrokes(2);
  expect(await seen()).toBe(both);

  await page.getByTestId('clear').click();
  await expectStrokes(0);
  await page.keyboard.press('Control+Z');
  await expectStrokes(2);
  expect(await seen()).toBe(both);
});

test('the eraser cuts a stroke in two', async () => {
  const { page } = running;
  await drawStrokes(page, [line(0, 0, 2, 0)]);
  await expectStrokes(1);
  const whole = await seen();
  await page.getByTestId('eraser').click();
  await page.getByTestId('pad').hover();
  await expect(page.getByTestId('marker')).toBeVisible();
  await drawStrokes(page, [line(0, 0, 0, 2)]);
  await expectStrokes(2);
  expect(await seen()).not.toBe(whole);
  await page.getByTestId('undo').click();
  await expectStrokes(1);
  expect(await seen()).toBe(whole);
});

test('a digit can be drawn by the keyboard alone, and is read; Space does not train meanwhile', async () => {
  const { page } = running;
  await page.getByTestId('steps').focus();
  await page.keyboard.press('Shift+Tab');
  await expect(page.getByTestId('pad')).toBeFocused();
  await expect(page.getByText('Drawing with the keyboard')).toBeVisible();
  for (let i = 0; i < 3; i++) await page.keyboard.press('Shift+ArrowUp');
  await page.keyboard.press('Space');
  for (let i = 0; i < 24; i++) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowLeft');
  await expectStrokes(1);
  await expect(page.getByTestId('bar-1')).toHaveAttribute('data-probability', /\d/);
  await expect(page.getByTestId('phase')).toContainText('Ready');

  await page.keyboard.press('Tab');
  await expect(page.getByText('Drawing with the keyboard')).toBeHidden();
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Delete');
  await expectStrokes(0);
  await page.keyboard.press('Control+Z');
  await expectStrokes(1);
});

test('how a drawing comes to be 28×28 is shown on demand', async () => {
  const { page } = running;
  await drawStrokes(page, CROSS);
  const panel = page.getByTestId('steps-panel');
  await expect(panel).toBeHidden();
  await page.getByTestId('steps').focus();
  await page.keyboard.press('Enter');
  await expect(panel).toBeInViewport({ ratio: 1 });
  await expect(page.getByTestId('pad')).toBeInViewport({ ratio: 1 });
  await page.keyboard.press('Escape');
  await expect(panel).toBeHidden();
  await expect(page.getByTestId('steps')).toBeFocused();

  await page.getByTestId('steps').click();
  await expect(panel).toBeVisible();
  await page.getByRole('heading', { name: 'Your digit' }).click();
  await expect(panel).toBeHidden();
});
