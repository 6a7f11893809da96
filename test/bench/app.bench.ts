import { _electron } from '@playwright/test';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { it } from 'vitest';
import { launchApp, type RunningApp } from '../support/app';
import { memoryOf, processesOf, processorTime } from '../support/processes';
import { summarize, wait } from '../support/timings';

// The whole app, as a user meets it. Linux only: processor time and memory are read from /proc.

const executablePath = createRequire(__filename)('electron') as string;
const ROUNDS = 5;

/** A window with nothing in it, shown when there is something to show, like ours: what Electron itself takes. */
const BARE = `const { app, BrowserWindow } = require('electron');
app.whenReady().then(() => {
  const window = new BrowserWindow({ width: 1440, height: 900, show: false });
  window.once('ready-to-show', () => window.show());
  window.loadURL('data:text/html,bare');
});`;

/** Milliseconds from the start of the program until its window is shown. */
async function timeToWindow(folder: string): Promise<number> {
  const data = mkdtempSync(join(tmpdir(), 'kernelsmith-bench-'));
  const start = performance.now();
  const app = await _electron.launch({
    executablePath,
    args: [
      ...(process.env.NO_SANDBOX ? ['--no-sandbox'] : []),
      ...['--disable-gpu', '--log-level=3', `--user-data-dir=${data}`, folder],
    ],
  });
  await app.evaluate(async ({ BrowserWindow }) => {
    while (!BrowserWindow.getAllWindows().some((window) => window.isVisible())) {
      await new Promise((done) => setTimeout(done, 5));
    }
  });
  const time = performance.now() - start;
  await app.close();
  rmSync(data, { recursive: true, force: true });
  return time;
}

it('shows its window, beside a bare one, interleaved', async () => {
  const bare = mkdtempSync(join(tmpdir(), 'kernelsmith-bare-'));
  writeFileSync(join(bare, 'package.json'), '{"name":"bare","main":"main.js"}');
  writeFileSync(join(bare, 'main.js'), BARE);
  const times = { ours: [] as number[], bare: [] as number[] };
  for (let round = 0; round < ROUNDS; round++) {
    times.bare.push(await timeToWindow(bare));
    times.ours.push(await timeToWindow(resolve('.')));
  }
  rmSync(bare, { recursive: true });
  console.log(summarize('a bare window, until it is shown', times.bare));
  console.log(summarize('ours', times.ours));
  console.log(
    summarize(
      'the difference',
      times.ours.map((time, i) => time - times.bare[i]),
    ),
  );
});

/** Share of one core that the whole app takes over so many seconds, percent. */
async function load(running: RunningApp, seconds: number): Promise<number> {
  const sum = (): number => processesOf(running).reduce((total, pid) => total + processorTime(pid), 0);
  const before = sum();
  await wait(seconds * 1000);
  return (100 * (sum() - before)) / seconds;
}

/** Proportional memory of the whole app, MB. */
const memory = (running: RunningApp): number => processesOf(running).reduce((total, pid) => total + memoryOf(pid), 0);

it('needs no processor while it is idle or paused, and little memory while it trains', async () => {
  const running = await launchApp();
  const { page } = running;
  await page.getByTestId('phase').getByText('Ready').waitFor();
  await wait(3000);
  console.log(`idle, 30 s: ${(await load(running, 30)).toFixed(2)} % of a core; ${memory(running).toFixed(0)} MB`);
  await page.getByTestId('train').click();
  await wait(5000);
  console.log(`lenet-5 while training: ${memory(running).toFixed(0)} MB, proportional, all processes`);
  await page.getByTestId('train').click();
  await page.getByTestId('phase').getByText('Paused').waitFor();
  await wait(2000);
  console.log(`paused, 30 s: ${(await load(running, 30)).toFixed(2)} % of a core`);
  await running.close();
});

/** Milliseconds from the click on Train to the first point of the curve, to 98 % and to 99 % on validation images. */
async function timesToLearn(): Promise<{ first: number; to98: number; to99: number }> {
  const running = await launchApp();
  const { page } = running;
  await page.getByTestId('phase').getByText('Ready').waitFor();
  for (const id of ['augmentation', 'training']) await page.getByTestId(`group-${id}`).click();
  await page.getByTestId('augmentation').getByText('Off').click();
  await page.getByTestId('optimizer').selectOption('adam');
  await page.getByTestId('schedule').selectOption('oneCycle');
  // Larger batches are faster, and one cycle of four epochs is over sooner than one of three has to be with augmentation.
  const fields = { 'batch-size': '64', 'learning-rate': '0.004', epochs: '4', rise: '0.15' };
  for (const [id, value] of Object.entries(fields)) {
    await page.getByTestId(id).fill(value);
    await page.getByTestId(id).press('Enter');
  }
  const times = await page.evaluate(async () => {
    const find = (id: string): HTMLElement => document.querySelector<HTMLElement>(`[data-testid="${id}"]`)!;
    const start = performance.now();
    find('train').click();
    const until = async (reached: () => boolean): Promise<number> => {
      while (!reached() && performance.now() - start < 40_000) await new Promise((done) => setTimeout(done, 5));
      return performance.now() - start;
    };
    const accuracy = (): number => parseFloat(find('validation-accuracy').textContent) || 0;
    return {
      first: await until(() => Number(find('loss-chart').dataset.points) > 0),
      to98: await until(() => accuracy() >= 98),
      to99: await until(() => accuracy() >= 99),
    };
  });
  await running.close();
  return times;
}

it('learns lenet-5, without augmentation, in the window', async () => {
  const all = [];
  for (let round = 0; round < ROUNDS; round++) all.push(await timesToLearn());
  console.log(
    summarize(
      'from the click on Train to the first point of the curve',
      all.map(({ first }) => first),
    ),
  );
  console.log(
    summarize(
      'to 98 % of the validation images',
      all.map(({ to98 }) => to98),
    ),
  );
  console.log(
    summarize(
      'to 99 %',
      all.map(({ to99 }) => to99),
    ),
  );
});
