import { expect as expectSoon, test } from '@playwright/test';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chooseSavePath, launchApp } from '../support/app';
import { canMount, Disk } from '../support/disks';
import { checkpointsOf } from '../support/run-files';

/** Saving comes when it is due, on a machine that may be busy. */
const expect = expectSoon.configure({ timeout: 60_000 });

test.skip(!canMount, 'No disk can be mounted here.');

let folder: string;
let disk: Disk;
test.afterEach(() => {
  disk.unmount();
  rmSync(folder, { recursive: true, force: true });
});

test('a full disk: training goes on and is saved again, what is saved by hand says why not, and old files stay', async () => {
  folder = mkdtempSync(join(tmpdir(), 'kernelsmith-e2e-'));
  const runs = join(folder, 'user-data', 'runs');
  mkdirSync(runs, { recursive: true });
  disk = Disk.mount(8 << 20, runs)!;
  const running = await launchApp(folder);
  const { page } = running;
  const message = page.getByTestId('message');
  await expect(page.getByTestId('phase')).toHaveText(/Ready/);

  mkdirSync(join(disk.path, '.files'));
  const [weights, network] = ['weights.safetensors', 'network.json'].map((name) => join(disk.path, '.files', name));
  for (const path of [weights, network]) writeFileSync(path, 'old');
  await page.getByTestId('epochs').fill('20');
  await page.getByTestId('epochs').press('Enter');
  await page.getByTestId('train').click();
  await expect
    .poll(() => readdirSync(runs).flatMap((run) => [...checkpointsOf(join(runs, run)).keys()]).length)
    .toBeGreaterThan(1);
  disk.fill();
  await expect(message).toHaveText(/: the disk is full \(ENOSPC\)\. Training goes on, and saving is tried again\.$/);
  await expect(page.getByTestId('phase')).toHaveText(/Training/);
  const sign = page.getByTestId('not-saved');
  await expect(sign).toHaveText('Not saved');
  await expect(sign).toHaveAttribute('title', /^Not saved since step [\d,]+\. .*\(ENOSPC\)\.$/);

  await chooseSavePath(running, weights);
  await page.getByTestId('save-weights').click();
  await expect(message).toHaveText('weights.safetensors was not saved: the disk is full (ENOSPC).');
  await chooseSavePath(running, network);
  await page.getByTestId('file-save').click();
  await expect(message).toHaveText('network.json was not saved: the disk is full (ENOSPC).');

  for (const path of [weights, network]) expect(readFileSync(path, 'utf8')).toBe('old');
  expect(readdirSync(join(disk.path, '.files')).sort()).toEqual(['network.json', 'weights.safetensors']);

  disk.empty();
  await expect(message).toHaveText('The run is saved again; nothing of it is missing.');
  await expect(sign).toHaveCount(0);
  disk.fill();
  await page.getByTestId('stop').click();
  await expect(page.getByTestId('phase')).toHaveText(/Stopped/);
  await expect(message).toHaveText(
    /the disk is full \(ENOSPC\)\. The run is kept in memory, and saving is tried again\.$/,
  );
  await expect(sign).toHaveText('Not saved');
  await expect(sign).toHaveAttribute('title', /^Not saved since step [\d,]+\. .*\(ENOSPC\)\.$/);
  await running.app.evaluate(({ dialog }) => {
    const questions: string[] = [];
    Object.assign(globalThis, { questions });
    dialog.showMessageBox = ((_window: unknown, { message: question, detail }: Electron.MessageBoxOptions) => {
      questions.push(`${question} ${detail}`);
      return Promise.resolve({ response: 1, checkboxChecked: false });
    }) as typeof dialog.showMessageBox;
  });
  await running.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  await expect
    .poll(() => running.app.evaluate(() => (globalThis as unknown as { questions: string[] }).questions))
    .toEqual([
      expect.stringMatching(/^lenet-5 could not be saved\. .*\(ENOSPC\)\. Unless it can be saved in the last moment/),
    ]);
  disk.empty();
  await expect(message).toHaveText('The run is saved again; nothing of it is missing.');
  await running.kill();
  const run = readdirSync(runs).find((name) => !name.startsWith('.'))!;
  expect(JSON.parse(readFileSync(join(runs, run, 'standing.json'), 'utf8'))).toMatchObject({ state: 'stopped' });
});
