import { expect } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Stroke } from '../../src-core/data/drawing/stroke';
import { readSafetensors } from '../../src-core/formats/safetensors';
import type { NamedTensor } from '../../src-core/model/weights';
import { chooseSavePath, type RunningApp } from './app';
import { drawStrokes } from './pad';
import { wait } from './timings';

/** What there is to see, in order. */
export type Moment = 'empty' | 'drawn' | 'learning' | 'reads' | 'saved';

export interface ThirtySeconds {
  /** Probabilities of the ten digits before anything was learned, and at the end. */
  readonly untrained: readonly number[];
  readonly trained: readonly number[];
  readonly saved: readonly NamedTensor[];
}

export async function readBars({ page }: RunningApp): Promise<number[]> {
  const bars = Array.from({ length: 10 }, (_, digit) => page.getByTestId(`bar-${digit}`));
  return Promise.all(bars.map(async (bar) => Number(await bar.getAttribute('data-probability'))));
}

/** The least probability that a digit is given within two seconds: one glance may catch a lucky moment. */
async function leastOf(running: RunningApp, label: number): Promise<number> {
  let least = 1;
  for (let glance = 0; glance < 10 && least > 0.5; glance++) {
    least = Math.min(least, (await readBars(running))[label]);
    await wait(200);
  }
  return least;
}

/**
 * The first thirty seconds of a new user: draws a digit, trains what the window opened with, watches the prediction of
 * the drawing change until it is read, pauses unless the run is over by then, and saves the weights. `onMoment` is called as each thing comes about.
 */
export async function playThirtySeconds(
  running: RunningApp,
  drawing: { label: number; strokes: readonly Stroke[] },
  onMoment: (moment: Moment) => void | Promise<void>,
): Promise<ThirtySeconds> {
  const { page, folder } = running;
  const { label } = drawing;
  await expect(page.getByTestId('phase')).toContainText('Ready', { timeout: 20_000 });
  await onMoment('empty');
  await drawStrokes(page, drawing.strokes);
  await expect.poll(async () => (await readBars(running)).reduce((sum, p) => sum + p, 0)).toBeGreaterThan(0.99);
  const untrained = await readBars(running);
  await onMoment('drawn');
  await page.getByTestId('train').click();
  await expect(page.getByTestId('loss-chart')).not.toHaveAttribute('data-points', '0');
  await expect
    .poll(async () => Number(await page.getByTestId('loss-chart').getAttribute('data-points')))
    .toBeGreaterThan(10);
  await onMoment('learning');
  await expect.poll(() => leastOf(running, label), { timeout: 90_000 }).toBeGreaterThan(0.8);
  await onMoment('reads');
  const phase = page.getByTestId('phase');
  if ((await phase.textContent())?.includes('Training')) await page.getByTestId('train').click();
  await expect(phase).toContainText(/Paused|Finished/);
  const trained = await readBars(running);
  const path = join(folder, 'my-network.safetensors');
  await chooseSavePath(running, path);
  await page.getByTestId('save-weights').click();
  await expect(page.getByTestId('message')).toContainText('my-network.safetensors');
  await onMoment('saved');
  return { untrained, trained, saved: readSafetensors(readFileSync(path), path) };
}
