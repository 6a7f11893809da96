import { expect, test } from '@playwright/test';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tiny } from '../../src-core/architecture/presets/tiny';
import type { Bridge } from '../../src-core/protocol/bridge';
import { expectAccessible } from '../support/accessible';
import { answerQuestion, chooseMenu, chooseOpenPath, chooseSavePath, launchApp, type RunningApp } from '../support/app';

let running: RunningApp;
const ready = () => expect(running.page.getByTestId('phase')).toContainText('Ready');
const name = () => running.page.getByTestId('network-name');
const unsaved = () => running.page.getByTestId('unsaved');
const message = () => running.page.getByTestId('message');
const about = () => running.page.getByTestId('network-about');
const draftFile = () => join(running.folder, 'user-data', 'draft.json');

/** The native title of the window. */
const title = () =>
  running.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getTitle() ?? 'no window');

async function rename(to: string): Promise<void> {
  await name().fill(to);
  await name().press('Enter');
}

/** A network file called `file` in the folder of the test. */
function write(file: string, content: string): string {
  const path = join(running.folder, file);
  writeFileSync(path, content);
  return path;
}

const networkNamed = (called: string): string => JSON.stringify({ ...tiny.network, name: called });
const nameIn = (path: string): unknown => (JSON.parse(readFileSync(path, 'utf8')) as { name: unknown }).name;

/** Drops a file on the window, as the user's hand would. */
async function drop(path: string): Promise<void> {
  const { page } = running;
  const devtools = await page.context().newCDPSession(page);
  const data = { items: [], files: [path], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await devtools.send('Input.dispatchDragEvent', { type, x: 600, y: 300, data });
  }
}

test.describe('a network', () => {
  test.beforeEach(async () => {
    running = await launchApp();
    await ready();
  });
  test.afterEach(async () => {
    expect(running.complaints).toEqual([]);
    await running.close();
  });

  test('is saved, edited, saved again, left for another and opened from the recent ones', async () => {
    const { page } = running;
    const path = join(running.folder, 'mine.json');
    await chooseSavePath(running, path);
    await rename('mine');
    await expect(unsaved()).toHaveText('not saved');
    await expect.poll(title).toBe('mine • — Kernelsmith');
    await page.getByTestId('file-save').click();
    await expect(message()).toHaveText('Saved mine.json');
    await expect(unsaved()).toBeEmpty();
    await expect(about()).toHaveText('In mine.json');
    await expect.poll(title).toBe('mine — Kernelsmith');
    expect(nameIn(path)).toBe('mine');

    await rename('mine, better');
    await chooseMenu(running, 'File', 'Save');
    await expect(message()).toHaveText('Saved mine.json');
    await expect(unsaved()).toBeEmpty();
    expect(nameIn(path)).toBe('mine, better');

    await chooseOpenPath(running, write('other.json', networkNamed('other')));
    await chooseMenu(running, 'File', 'Open…');
    await expect(name()).toHaveValue('other');
    await expect(page.getByTestId('preset')).toHaveValue('');
    await chooseMenu(running, 'File', 'New…');
    await expect(page.getByTestId('recent-file')).toHaveText([/^other\.json/, /^mine\.json/]);
    await page.getByTestId('recent-file').nth(1).click();
    await expect(name()).toHaveValue('mine, better');
    await expect(page.getByTestId('start-page')).toHaveCount(0);
    await chooseMenu(running, 'File', 'Open Recent', 'other.json');
    await expect(name()).toHaveValue('other');

    rmSync(path);
    await page.getByTestId('file-new').click();
    await page.getByTestId('recent-file').filter({ hasText: 'no longer there' }).click();
    await expect(message()).toHaveText(/^mine\.json was not opened: there is no such folder or file/);
    await expect(name()).toHaveValue('other');
    await page.getByTestId('file-new').click();
    await expect(page.getByTestId('recent-file')).toHaveText([/^other\.json/]);
    await page.keyboard.press('Escape');
  });

  test('does not replace what another program wrote without a word, nor another file by an ending that is added', async () => {
    const { app, page } = running;
    const path = write('shared.json', networkNamed('shared'));
    await drop(path);
    await expect(name()).toHaveValue('shared');
    await rename('mine');
    writeFileSync(path, networkNamed('theirs'));
    await answerQuestion(app, 'Cancel');
    await page.getByTestId('file-save').click();
    await expect(page.getByTestId('file-save')).toBeEnabled();
    await expect(unsaved()).toHaveText('not saved');
    expect(nameIn(path)).toBe('theirs');
    await answerQuestion(app, 'Replace');
    await page.getByTestId('file-save').click();
    await expect(message()).toHaveText('Saved shared.json');
    expect(nameIn(path)).toBe('mine');

    await rename('once more');
    await chooseSavePath(running, path.replace('.json', ''));
    await answerQuestion(app, 'Cancel');
    await chooseMenu(running, 'File', 'Save As…');
    await expect(unsaved()).toHaveText('not saved');
    expect(nameIn(path)).toBe('mine');
    await answerQuestion(app, 'Replace');
    await chooseMenu(running, 'File', 'Save As…');
    await expect.poll(() => nameIn(path)).toBe('once more');
    await expect(unsaved()).toBeEmpty();
  });

  test('is asked about before another takes its place', async () => {
    const { page } = running;
    await rename('precious');
    await page.getByTestId('preset').selectOption('tiny');
    const question = page.getByRole('dialog', { name: 'Save changes to precious before choosing tiny?' });
    await expect(question).toBeVisible();
    await expect(page.getByTestId('question-save')).toBeFocused();
    await expectAccessible(page, 'a question about changes');
    await page.keyboard.press('Escape');
    await expect(question).toHaveCount(0);
    await expect(name()).toHaveValue('precious');
    await expect(page.getByTestId('preset')).toHaveValue('lenet-5');

    const path = join(running.folder, 'precious.json');
    await chooseSavePath(running, path);
    await page.getByTestId('preset').selectOption('tiny');
    await page.getByTestId('question-save').click();
    await expect(name()).toHaveValue('tiny');
    expect(nameIn(path)).toBe('precious');

    await rename('worthless');
    await drop(path);
    await page.getByTestId('question-drop').click();
    await expect(name()).toHaveValue('precious');
    await expect(unsaved()).toBeEmpty();
  });

  test('that is dropped on the window is opened; a wrong file is refused in one sentence, and everything stays', async () => {
    const { page } = running;
    await drop(write('dropped.json', networkNamed('dropped')));
    await expect(name()).toHaveValue('dropped');
    await expect(page.getByTestId('layer-conv3')).toBeVisible();
    const wrong = { ...tiny.network, layers: [{ ...tiny.network.layers[0], stride: 0 }] };
    for (const [file, content, sentence] of [
      ['wrong.json', JSON.stringify(wrong), /^wrong\.json was not opened: line 1: conv1, stride: expected .*0\.$/],
      ['torn.json', '{\n  "format": "kernel', /^torn\.json was not opened: line 2: /],
      ['large.json', ' '.repeat(5_100_000), /^large\.json was not opened: it has 5\.1 MB, and .* at most 5 MB\.$/],
      ['latin.json', Buffer.from([0x22, 0xe9, 0x22]).toString('latin1'), /^latin\.json was not opened/],
    ] as const) {
      await drop(write(file, content));
      await expect(message()).toHaveText(sentence);
      await expect(name()).toHaveValue('dropped');
      await expect(page.getByTestId('layer-conv3')).toBeVisible();
    }
    await page.getByRole('button', { name: 'Dismiss' }).click();
  });

  test('that is chosen while the page is loaded again is opened by the page that comes', async () => {
    const { app } = running;
    await app.evaluate(
      ({ BrowserWindow, dialog }, filePath) => {
        dialog.showOpenDialog = async () => {
          const [window] = BrowserWindow.getAllWindows();
          const loaded = new Promise<void>((done) => window.webContents.once('did-finish-load', () => done()));
          window.webContents.reload();
          await loaded;
          return { canceled: false, filePaths: [filePath] };
        };
      },
      write('late.json', networkNamed('late')),
    );
    await chooseMenu(running, 'File', 'Open…');
    await expect(name()).toHaveValue('late');
    await expect(unsaved()).toBeEmpty();
    await expect(about()).toHaveText('In late.json');
  });

  test('named by a second start of the program is opened', async () => {
    const path = write('second.json', networkNamed('second'));
    await running.app.evaluate(({ app }, file) => app.emit('second-instance', {}, ['kernelsmith', file], '/'), path);
    await expect(name()).toHaveValue('second');
  });

  test('is out of the page’s reach, unless the user chose its file', async () => {
    const path = write('secret.json', 'secret');
    const answers = await running.page.evaluate(async (id) => {
      const { kernelsmith: bridge } = window as unknown as { kernelsmith: Bridge };
      const refused = (error: unknown): string => String(error);
      return [
        await bridge.readFile(id),
        await bridge.writeFile({ id, text: 'overwritten' }),
        await bridge.writeFileAs({ suggestedName: '../secret.json', text: '' }).catch(refused),
        await bridge.readFile({ path: id } as unknown as string).catch(refused),
      ];
    }, path);
    const unknown = 'this file was not chosen in this session.';
    expect(answers).toEqual([
      { kind: 'failed', message: `Nothing was opened: ${unknown}` },
      { kind: 'failed', message: `Nothing was saved: ${unknown}` },
      expect.stringContaining('suggestedName: must be a file name without a folder'),
      expect.stringContaining('expected string'),
    ]);
    expect(readFileSync(path, 'utf8')).toBe('secret');
  });

  test('is begun on a page that the keyboard walks through', async () => {
    const { page } = running;
    await page.getByTestId('file-new').click();
    await expect(page.getByTestId('start-empty')).toBeFocused();
    await expectAccessible(page, 'the start page');
    await page.keyboard.press('ArrowRight');
    await expect(page.getByTestId('start-lenet-5')).toBeFocused();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await expect(name()).toHaveValue('tiny');
    await expect(page.getByTestId('preset')).toHaveValue('tiny');
    await page.getByTestId('file-new').click();
    await page.keyboard.press('Escape');
    await expect(page.getByTestId('start-page')).toHaveCount(0);
    await expect(page.getByTestId('file-new')).toBeFocused();
    await page.getByTestId('file-new').click();
    await page.getByTestId('start-empty').click();
    await expect(name()).toHaveValue('my network');
    await expect(unsaved()).toBeEmpty();
  });
});

test.describe('at the end', () => {
  test.beforeEach(async () => {
    running = await launchApp();
    await ready();
  });

  const closeWindow = () => running.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  const ended = () => running.app.waitForEvent('close');

  test('a window with changes asks; Cancel keeps it, Save saves before it closes', async () => {
    const path = join(running.folder, 'mine.json');
    await chooseSavePath(running, path);
    await rename('mine');
    await answerQuestion(running.app, 'Cancel');
    await closeWindow();
    await running.page.waitForTimeout(300);
    await expect(name()).toHaveValue('mine');
    await answerQuestion(running.app, 'Save');
    await Promise.all([ended(), closeWindow().catch(() => undefined)]);
    expect(nameIn(path)).toBe('mine');
    expect(existsSync(draftFile())).toBe(false);
  });

  test('Don’t Save lets the changes go, and nothing comes back', async () => {
    await rename('gone');
    await expect.poll(() => existsSync(draftFile())).toBe(true);
    await answerQuestion(running.app, 'Don’t Save');
    await Promise.all([ended(), closeWindow().catch(() => undefined)]);
    expect(existsSync(draftFile())).toBe(false);
    running = await launchApp(running.folder);
    await ready();
    await expect(name()).toHaveValue('lenet-5');
    await running.close();
  });

  test('a program that is killed brings the unsaved network back, and its file with it', async () => {
    const path = join(running.folder, 'mine.json');
    await chooseSavePath(running, path);
    await running.page.getByTestId('preset').selectOption('notebook-002');
    await rename('mine');
    await running.page.getByTestId('file-save').click();
    await expect(message()).toHaveText('Saved mine.json');
    await rename('mine, not saved');
    await running.page.waitForTimeout(1000);
    await running.kill();

    running = await launchApp(running.folder);
    await ready();
    await expect(message()).toHaveText('Your unsaved network is back.');
    await expect(name()).toHaveValue('mine, not saved');
    await expect(unsaved()).toHaveText('not saved');
    await expect(about()).toHaveText('In mine.json');
    await expect(running.page.getByTestId('dataset')).toHaveValue('xor');
    await running.page.getByTestId('file-save').click();
    await expect(message()).toHaveText('Saved mine.json');
    expect(nameIn(path)).toBe('mine, not saved');
    await running.close();
  });

  test('a page that goes down twice does not keep its window open, and what was unsaved comes back', async () => {
    await rename('mine');
    await expect.poll(() => existsSync(draftFile())).toBe(true);
    await answerQuestion(running.app, 'Close');
    const crash = () =>
      running.app.evaluate(({ BrowserWindow }) => {
        BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer();
      });
    const back = running.app.evaluate(
      ({ BrowserWindow }) =>
        new Promise<void>((done) => {
          BrowserWindow.getAllWindows()[0]?.webContents.once('did-finish-load', () => done());
        }),
    );
    await crash();
    await back;
    await Promise.all([ended(), crash().catch(() => undefined)]);
    running = await launchApp(running.folder);
    await ready();
    await expect(name()).toHaveValue('mine');
    await running.close();
  });

  test('a damaged draft is put aside, and the program starts', async () => {
    await rename('torn');
    await expect.poll(() => existsSync(draftFile())).toBe(true);
    await running.kill();
    writeFileSync(draftFile(), readFileSync(draftFile()).subarray(0, 200));
    running = await launchApp(running.folder);
    await ready();
    await expect(message()).toHaveText(
      /^The unsaved network of the last time cannot be read; .*damaged-draft\.json\.$/,
    );
    await expect(name()).toHaveValue('lenet-5');
    await running.close();
  });
});

test('a file that the program is started with is opened', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'kernelsmith-e2e-'));
  const path = join(folder, 'named.json');
  writeFileSync(path, networkNamed('named'));
  running = await launchApp(folder, [path]);
  await ready();
  await expect(name()).toHaveValue('named');
  await running.close();
});
