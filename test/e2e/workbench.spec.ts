import { expect, test } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readSafetensors } from '../../src-core/formats/safetensors';
import { chooseSavePath, launchApp, type RunningApp } from '../support/app';
import { drawStrokes } from '../support/pad';
import { penDigit } from '../support/pen-digits';
import { readBars } from '../support/thirty-seconds';

let running: RunningApp;
test.beforeEach(async () => {
  running = await launchApp();
});
test.afterEach(async () => {
  await running.close();
});

/** Waits until the state in words matches. */
async function expectPhase(words: RegExp, timeout = 30_000): Promise<void> {
  await expect(running.page.getByTestId('phase')).toHaveText(words, { timeout });
}

/** Images in a step of the runs here. */
const BATCH = 64;

/** Makes the run long enough to be paused and short enough to be waited for, by the settings that a user has. */
async function useRun(subset: number, epochs: number): Promise<void> {
  const { page } = running;
  await page.getByTestId('subset').fill(String(subset));
  await page.getByTestId('epochs').fill(String(epochs));
  await page.getByTestId('batch-size').fill(String(BATCH));
  await page.getByTestId('batch-size').blur();
  const steps = Math.ceil(subset / BATCH) * epochs;
  await expectPhase(/Ready/);
  await expect(page.getByRole('progressbar', { name: 'Steps done' })).toHaveAttribute('aria-valuemax', String(steps));
}

async function pointCount(): Promise<number> {
  return Number(await running.page.getByTestId('loss-chart').getAttribute('data-points'));
}

async function firstLoss(): Promise<string | null> {
  return running.page.getByTestId('loss-chart').getAttribute('data-losses-first');
}

test('draw, train, pause, resume, step, restart, save: one network all the way through', async () => {
  const { page, folder, complaints } = running;
  await expectPhase(/Ready/);

  // Drawn with an untrained network: an honest answer, no certainty.
  await drawStrokes(page, penDigit(3));
  await expect.poll(async () => (await readBars(running)).reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 3);
  const untrained = await readBars(running);
  expect(Math.max(...untrained)).toBeLessThan(0.2);

  await useRun(55_000, 2);
  await page.getByTestId('train').click();
  await expectPhase(/Training/);
  await expect.poll(pointCount).toBeGreaterThan(3);
  const early = await pointCount();
  await expect.poll(pointCount).toBeGreaterThan(early);
  const first = await firstLoss();
  expect(Number(first)).toBeGreaterThan(1.5);

  // Pause holds; resume goes on from there.
  await page.getByTestId('train').click();
  await expectPhase(/Paused/);
  const paused = await pointCount();
  await page.waitForTimeout(500);
  expect(await pointCount()).toBe(paused);
  await page.getByTestId('step').click();
  await expect.poll(pointCount).toBe(paused + 1);
  await expectPhase(/Paused/);

  // The drawing's prediction has changed while it learned.
  const changed = await readBars(running);
  expect(changed.map((p, i) => Math.abs(p - untrained[i])).reduce((a, b) => Math.max(a, b))).toBeGreaterThan(0.01);

  // Restart: the same first loss, to the last digit.
  await page.getByTestId('restart').click();
  await expectPhase(/Training/);
  await expect.poll(pointCount).toBeGreaterThan(0);
  expect(await firstLoss()).toBe(first);

  await expectPhase(/Finished/, 90_000);
  expect(await pointCount()).toBe(1720);
  await expect(page.getByTestId('validation-accuracy')).toContainText(/\d/);
  await expect(page.getByTestId('verdict')).toContainText('3');

  // What is saved is what the trainer predicts with.
  const path = join(folder, 'mine.safetensors');
  await chooseSavePath(running, path);
  await page.getByTestId('save-weights').click();
  await expect(page.getByTestId('message')).toContainText('mine.safetensors');
  const saved = readFileSync(path);
  const tensors = readSafetensors(saved, path);
  expect(tensors.map((tensor) => tensor.name)).toContain('conv1.weight');
  expect(tensors.reduce((sum, { values }) => sum + values.length, 0)).toBe(61_706);
  expect(complaints).toEqual([]);
});
