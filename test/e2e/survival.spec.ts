import { expect as expectSoon, test } from '@playwright/test';
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { defaultPreset } from '../../src-core/architecture/presets';
import { expectAccessible } from '../support/accessible';
import { answerQuestion, chooseMenu, chooseSavePath, launchApp, type RunningApp } from '../support/app';
import { drawStrokes } from '../support/pad';
import { penDigit } from '../support/pen-digits';

/** A process that is started, a run that is saved and all of a training come when they come, on a machine that may be busy. */
const PATIENCE = 100_000;
const expect = expectSoon.configure({ timeout: PATIENCE });
test.describe.configure({ timeout: 3 * PATIENCE });

let running: RunningApp;
test.beforeEach(async () => {
  running = await launchApp();
  await expectPhase(/Ready/);
});
test.afterEach(async () => {
  await running.close();
});

/** Of the recipe that the window opens with: 55,000 images in batches. */
const { batchSize, epochs } = defaultPreset.settings;
const STEPS = Math.ceil(55_000 / batchSize) * epochs;
const ALL = STEPS.toLocaleString('en-US');
const phase = () => running.page.getByTestId('phase');
const offer = () => running.page.getByTestId('unfinished-run');
const loss = () => running.page.getByTestId('trainer-loss');
const expectPhase = (words: RegExp) => expect(phase()).toHaveText(words);
const chart = (fact: string) => running.page.getByTestId('loss-chart').getAttribute(`data-${fact}`);
const points = async (): Promise<number> => Number(await chart('points'));

const stepCount = () => running.page.getByTestId('step-count').textContent();

/** Begins to train what the window opens with, and waits until there is something to lose. */
async function train(): Promise<void> {
  await running.page.getByTestId('train').click();
  await expect.poll(points).toBeGreaterThan(100);
}

/** Waits for the end of the run; every step of it has its point, whatever has happened meanwhile. */
async function expectWhole(firstLoss: string | null): Promise<void> {
  await expectPhase(/Finished/);
  expect(await points()).toBe(STEPS);
  expect(await chart('losses-first')).toBe(firstLoss);
  await running.page.getByTestId('curves-table').click();
  const rows = running.page.getByRole('region', { name: 'Loss and accuracy as a table' }).getByRole('rowheader');
  for (let epoch = 1; epoch <= epochs; epoch++)
    await expect(rows.filter({ hasText: new RegExp(`^${epoch}(\\D|$)`) })).toHaveCount(1);
}

const closeWindow = () => running.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());

/** Closes the window by a button of the question and waits for the end of the program; the next start finds what it left. */
async function closeAndStart(...words: readonly string[]): Promise<void> {
  await answerQuestion(running.app, ...words);
  await Promise.all([running.app.waitForEvent('close'), closeWindow().catch(() => undefined)]);
  running = await launchApp(running.folder);
  await expectPhase(/Ready/);
}

/** Step of the newest checkpoint of the only run. */
function savedStep(): number {
  const runs = join(running.folder, 'user-data', 'runs');
  const names = readdirSync(join(runs, readdirSync(runs)[0] ?? '', 'checkpoints'));
  return Math.max(...names.map((name) => Number(/^step-(\d+)/.exec(name)?.[1])));
}

/** Of the trainer's process; null while there is none. */
const trainerPid = (): Promise<number | null> =>
  running.app.evaluate(
    ({ app }) => app.getAppMetrics().find(({ name }) => name === 'Kernelsmith trainer')?.pid ?? null,
  );

/** Kills the trainer's process, once it is there and not this one; gives which it was. */
async function killTrainer(before: number | null = null): Promise<number> {
  let pid: number | null = null;
  await expect.poll(async () => ((pid = await trainerPid()), pid !== null && pid !== before)).toBe(true);
  process.kill(pid!, 'SIGKILL');
  return pid!;
}

test('closing pauses a training, and the next start offers to go on at its exact step', async () => {
  // What the desktop is told meanwhile.
  await running.app.evaluate(({ BrowserWindow, dialog, powerSaveBlocker }) => {
    const told = { progress: [] as number[], questions: [] as string[], awake: false };
    Object.assign(globalThis, { told });
    const [window] = BrowserWindow.getAllWindows();
    window.setProgressBar = (share) => void told.progress.push(share);
    const start = powerSaveBlocker.start.bind(powerSaveBlocker);
    powerSaveBlocker.start = (type) => {
      told.awake = true;
      return start(type);
    };
    dialog.showMessageBox = ((_window: unknown, { message, detail, buttons }: Electron.MessageBoxOptions) => {
      told.questions.push(`${message} ${detail} ${buttons?.join(' / ')}`);
      return Promise.resolve({ response: 1, checkboxChecked: false });
    }) as typeof dialog.showMessageBox;
  });
  await train();
  const first = await chart('losses-first');
  await closeWindow();
  const before = await points();
  await expect.poll(points).toBeGreaterThan(before); // kept training
  const told = await running.app.evaluate(
    () => (globalThis as unknown as { told: { progress: number[]; questions: string[]; awake: boolean } }).told,
  );
  expect(told.questions).toEqual([
    expect.stringMatching(
      `^lenet-5 is being trained: step [\\d,]+ of ${ALL}\\. ` +
        'Closing pauses it; the next start offers to go on\\. Pause and Close / Keep Training$',
    ),
  ]);
  expect(told.awake).toBe(true);
  expect(told.progress.some((share) => share > 0 && share < 1)).toBe(true);

  await closeAndStart('Pause and Close');
  const step = savedStep();
  await expect(offer()).toHaveText(
    new RegExp(`lenet-5 #1 stopped at step ${step.toLocaleString('en-US')} of ${ALL}, today \\d\\d:\\d\\d\\.`),
  );
  await running.page.getByTestId('unfinished-go-on').click();
  await expect(offer()).toHaveCount(0);
  await expectPhase(/Training/);
  expect(await points()).toBeGreaterThanOrEqual(step);
  await expectWhole(first);
  await closeAndStart();
  await expect(offer()).toHaveCount(0);
  expect(running.complaints).toEqual([]);
});

test('an offer that is declined is not made again', async () => {
  await train();
  await closeAndStart('Pause and Close');
  await expectAccessible(running.page, 'a run that is offered');
  await running.page.getByTestId('unfinished-leave').click();
  await expect(offer()).toHaveCount(0);
  await closeAndStart();
  await expect(offer()).toHaveCount(0);
});

test('a program that is killed while it trains offers the run, and its drawing is there', async () => {
  await drawStrokes(running.page, penDigit(3));
  await train();
  await running.kill();
  running = await launchApp(running.folder);
  await expectPhase(/Ready/);
  await expect(offer()).toContainText(`stopped at step ${savedStep().toLocaleString('en-US')} of ${ALL}`);
  // Something else is trained instead.
  await running.page.getByTestId('train').click();
  await expect(offer()).toHaveCount(0);
});

test('a question about changes tells of the training, too: one is enough', async () => {
  await train();
  await running.page.getByTestId('network-name').fill('mine');
  await running.page.getByTestId('network-name').press('Enter');
  await running.app.evaluate(({ dialog }) => {
    const questions: string[] = [];
    Object.assign(globalThis, { questions });
    dialog.showMessageBox = ((_window: unknown, { message, detail }: Electron.MessageBoxOptions) => {
      questions.push(`${message} ${detail}`);
      return Promise.resolve({ response: 2, checkboxChecked: false });
    }) as typeof dialog.showMessageBox;
  });
  await closeWindow();
  await expect
    .poll(() => running.app.evaluate(() => (globalThis as unknown as { questions: string[] }).questions))
    .toEqual([
      expect.stringMatching(
        /^Save changes to mine before closing\? Otherwise they are lost\.\s+lenet-5 is being trained: .*the next start offers to go on\.$/,
      ),
    ]);
});

test('a trainer that dies is told of, and another goes on from the newest checkpoint without losing a point', async () => {
  const { page } = running;
  await train();
  const first = await chart('losses-first');
  await killTrainer();
  await expect(loss()).toHaveText(
    /The trainer ended unexpectedly at step [\d,]+\. (Nothing of it is lost|Steps? [\d,]+( to [\d,]+ are| is) trained again)\./,
  );
  const known = await points();
  for (const button of ['train', 'step', 'stop', 'restart', 'save-weights', 'evaluate-test']) {
    await expect(page.getByTestId(button)).toBeDisabled();
  }
  await expect(page.getByTestId('images-per-second')).toHaveCount(0);
  await drawStrokes(page, penDigit(3));
  await expect(page.getByTestId('message')).toHaveCount(0);
  await expectAccessible(page, 'a trainer that has died');
  await page.getByTestId('trainer-restart').click();
  await expectPhase(/Training/);
  await expect(loss()).toHaveCount(0);
  expect(await points()).toBeGreaterThanOrEqual(known);
  await expect(page.getByTestId('verdict')).toContainText(/\d/);
  await expectWhole(first);
  expect(running.complaints).toEqual([]);
});

test('a thread that dies in a living trainer takes it along, and another goes on', async () => {
  await running.close();
  const program = mkdtempSync(join(tmpdir(), 'kernelsmith-program-'));
  for (const part of ['package.json', 'out']) cpSync(part, join(program, part), { recursive: true });
  symlinkSync(resolve('resources'), join(program, 'resources'));
  const order = join(program, 'die');
  const worker = join(program, 'out/main/training-worker.js');
  // The one that trains looks whenever it waits for the disk.
  const obey = `setInterval(() => { if (fs.existsSync(order)) { fs.rmSync(order); process.exit(3); } }, 10);`;
  const isMeant = `require('node:worker_threads').workerData.kind === 'train'`;
  const before = `if (${isMeant}) { const fs = require('node:fs'); const order = ${JSON.stringify(order)}; ${obey} }\n`;
  writeFileSync(worker, before + readFileSync(worker, 'utf8'));
  running = await launchApp(undefined, [], program);
  await train();
  const first = await chart('losses-first');
  writeFileSync(order, '');
  await expect(loss()).toHaveText(
    /The trainer ended unexpectedly at step [\d,]+\. (Nothing of it is lost|Steps? [\d,]+( to [\d,]+ are| is) trained again)\./,
    { timeout: 60_000 },
  );
  expect(existsSync(order)).toBe(false);
  await expect(running.page.getByTestId('trainer-restart')).toHaveText('Restart and resume');
  await running.page.getByTestId('trainer-restart').click();
  await expectWhole(first);
  expect(running.complaints).toEqual([]);
  rmSync(program, { recursive: true });
});

test('a trainer that dies again and again rests; a page that is loaded meanwhile is there, and goes on with the next one', async () => {
  const { page, app } = running;
  const restart = page.getByTestId('trainer-restart');
  await page.getByTestId('network-name').fill('mine');
  await page.getByTestId('network-name').press('Enter');
  await train();
  for (let pid = await killTrainer(); ; pid = await killTrainer(pid)) {
    await expect(restart).toHaveText(/^Restart( and resume)?( in \d+ s)?$/);
    if ((await loss().textContent())?.includes('three times within ten seconds')) break;
    await restart.click();
  }
  await expect(restart).toHaveText(/ in \d+ s$/);
  await expect(restart).toHaveAttribute('aria-disabled', 'true');

  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.reload());
  await expect(loss()).toContainText('three times within ten seconds');
  await expect(page.getByTestId('network-name')).toHaveValue('mine');
  await expectAccessible(page, 'a trainer that rests');
  const path = join(running.folder, 'mine.json');
  await chooseSavePath(running, path);
  await chooseMenu(running, 'File', 'Save');
  await expect.poll(() => existsSync(path)).toBe(true);

  await expect(restart).toHaveText('Restart');
  await restart.click();
  await expectPhase(/Ready/);
  await expect(loss()).toHaveCount(0);
  await expect(offer()).toContainText('stopped at step');
  expect(running.complaints).toEqual([]);
});

test('a deleted run can be brought back although the trainer that deleted it has died', async () => {
  const { page } = running;
  const rows = page.getByTestId('run-row');
  await page.getByTestId('step').click();
  await expectPhase(/Paused/); // what is being trained is not deleted
  await page.keyboard.press('Control+2');
  await expect(rows).toHaveCount(1);
  await page.getByTestId('runs-table').focus();
  await page.keyboard.press('Delete');
  await expect(rows).toHaveCount(0);
  await killTrainer();
  await page.getByTestId('trainer-restart').click();
  await expect(loss()).toHaveCount(0);
  await page.getByTestId('message-offer').click();
  await expect(rows).toHaveCount(1);

  await page.getByTestId('runs-table').focus();
  await page.keyboard.press('Delete');
  await expect(rows).toHaveCount(0);
  const aside = (): string[] => readdirSync(join(running.folder, 'user-data', 'runs', '.deleted'));
  expect(aside()).toHaveLength(1);
  await closeAndStart();
  await expect.poll(aside).toEqual([]); // with the program it is gone for good
});

test('a page that is loaded again goes on with the training, its points, the form and the drawing', async () => {
  const { page, app } = running;
  await drawStrokes(page, penDigit(3));
  await train();
  const first = await chart('losses-first');
  await page.getByTestId('group-training').click();
  await page.getByTestId('batch-size').fill('48');
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.reload());
  await expectPhase(/Training/);
  await expect.poll(points).toBeGreaterThan(100);
  await expect(page.getByTestId('batch-size')).toHaveValue('48');
  await expect(page.getByTestId('verdict')).toContainText(/\d/);
  await expectWhole(first);
  expect(running.complaints).toEqual([]);
});

test('a change that is still being typed counts, whether the page is loaded again or the window closes', async () => {
  const rate = () => running.page.getByTestId('learning-rate');
  await train();
  await rate().fill('0.0007');
  await running.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.reload());
  await expect(running.page.getByText(/^live from step [\d,]+$/)).toBeVisible();
  await expect(rate()).toHaveValue('0.0007');
  await running.page.getByTestId('train').click();
  await expectPhase(/Paused/);
  await rate().fill('0.0004');
  await closeAndStart();
  await running.page.getByTestId('unfinished-go-on').click();
  await expectPhase(/Training|Finished/);
  await expect(rate()).toHaveValue('0.0004');
  await expect(running.page.getByText(/^live from step [\d,]+$/)).toBeVisible();
});

test('a page that goes down is loaded again, and the training goes on', async () => {
  // Playwright's page went down with its process. What is asked in the moment between that and the next page is never answered.
  const pointsNow = () =>
    running.app.evaluate(({ BrowserWindow }) =>
      Promise.race([
        BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(
          `Number(document.querySelector('[data-testid="loss-chart"]')?.dataset.points ?? 0)`,
        ) as Promise<number>,
        new Promise<null>((unanswered) => setTimeout(unanswered, 1000, null)),
      ]),
    );
  await train();
  await running.app.evaluate(async ({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    const down = new Promise((done) => window.webContents.once('render-process-gone', done));
    window.webContents.forcefullyCrashRenderer();
    await down;
  });
  await expect.poll(pointsNow).toBe(STEPS);
});

test('a damaged list of recent files is put aside, and that is said', async () => {
  const path = join(running.folder, 'user-data', 'recent.json');
  await closeAndStart();
  writeFileSync(path, '{"version":1,"fi');
  await closeAndStart();
  await expect(running.page.getByTestId('message')).toHaveText(
    /^The list of recent files cannot be read; .*damaged-recent\.json\.$/,
  );
  await closeAndStart();
  await expect(running.page.getByTestId('message')).toHaveCount(0);
});

/** What of ours is on the disk, file by file. */
function ownFiles(folder: string): Record<string, string> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const own = names.filter((name) => /^(runs(\/|$)|[^/]*\.json$)/.test(name) && /\.\w+$/.test(name));
  return Object.fromEntries(
    own.map((name) => [
      name,
      createHash('sha256')
        .update(readFileSync(join(folder, name)))
        .digest('hex'),
    ]),
  );
}

/** The same when nothing is written any more: what was paused is saved a moment later. */
async function restingFiles(folder: string): Promise<Record<string, string>> {
  for (let before = ''; ;) {
    const files = readable(() => ownFiles(folder));
    const now = JSON.stringify(files);
    if (files && now === before) return files;
    before = now;
    await running.page.waitForTimeout(1000);
  }
}

/** Null while a file goes in the moment in which it is read, as temporary ones do. */
function readable<T>(read: () => T): T | null {
  try {
    return read();
  } catch {
    return null;
  }
}

test('a second start brings the first window to the front and writes nothing', async () => {
  const userData = join(running.folder, 'user-data');
  await train();
  await running.page.getByTestId('train').click();
  await expectPhase(/Paused/);
  await expect.poll(() => existsSync(join(userData, 'runs'))).toBe(true);
  await running.app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    Object.assign(globalThis, { focused: 0 });
    window.focus = () => {
      (globalThis as unknown as { focused: number }).focused++;
    };
  });
  await expect.poll(async () => savedStep() === Number((await stepCount())?.replace(',', ''))).toBe(true);
  const before = await restingFiles(userData);
  const [command, ...args] = running.app
    .process()
    .spawnargs.filter((arg) => !arg.startsWith('--remote-debugging') && !arg.startsWith('--inspect'));
  const second = spawn(command, args, { stdio: 'ignore' });
  await new Promise((done) => second.once('exit', done));
  await expect.poll(() => running.app.evaluate(() => (globalThis as unknown as { focused: number }).focused)).toBe(1);
  expect(ownFiles(userData)).toEqual(before);
  expect(Object.keys(before).length).toBeGreaterThan(3);
});
