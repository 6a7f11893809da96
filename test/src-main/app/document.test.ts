import type { BrowserWindow } from 'electron';
import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { DocumentState } from '../../../src-core/protocol/bridge';
import { Document } from '../../../src-main/app/document';

/** What main hears by channels, and answers by dialogs. */
const desktop = vi.hoisted(() => ({ heard: new Map<string, (event: unknown, params?: unknown) => void>(), answer: 0 }));
vi.mock('electron', () => ({
  app: {},
  BrowserWindow: { fromWebContents: (window: unknown) => window },
  dialog: { showMessageBox: () => Promise.resolve({ response: desktop.answer }) },
  ipcMain: {
    on: (channel: string, act: (event: unknown) => void) => desktop.heard.set(channel, act),
    handle: () => undefined,
  },
}));
vi.mock('../../../src-main/app/sender', () => ({ isOurPage: () => true }));

/** A window as far as closing is concerned; its page may hang. */
class FakeWindow extends EventEmitter {
  hangs = false;
  gone = false;
  readonly webContents = { isCrashed: () => false };
  readonly setTitle = vi.fn();
  readonly setDocumentEdited = vi.fn();
  readonly setRepresentedFilename = vi.fn();
  isDestroyed(): boolean {
    return this.gone;
  }
  destroy(): void {
    this.gone = true;
  }
  close(): void {
    const event = { prevented: false, preventDefault: () => (event.prevented = true) };
    this.emit('close', event);
    if (!event.prevented && !this.hangs) this.destroy();
  }
}

const done: string[] = [];
let window: FakeWindow;
const note = (what: string) => (): Promise<void> => {
  done.push(what);
  return Promise.resolve();
};
beforeEach(() => {
  done.length = 0;
  window = new FakeWindow();
  const document = new Document({
    workedOn: () => undefined,
    saveAndClose: () => void note('save')(),
    forget: note('forget'),
    written: note('written'),
    activity: () => null,
  });
  document.setup();
  document.guard(window as unknown as BrowserWindow);
});
afterEach(() => vi.useRealTimers());

const tell = (state: Partial<DocumentState>): void =>
  desktop.heard.get('document:tell')?.({ sender: window }, { name: 'mine', dirty: false, fileId: null, ...state });

it('closes a window in which nothing is unsaved, and nothing unsaved comes back', async () => {
  tell({});
  window.close();
  await vi.waitFor(() => expect(window.gone).toBe(true));
  expect(done).toEqual(['forget', 'written']);
});

it('leaves what the last session did not save where it is, if the window closes before the page has come so far', async () => {
  window.close();
  await vi.waitFor(() => expect(window.gone).toBe(true));
  expect(done).toEqual(['written']);
});

it.each([
  [0, ['save'], false],
  [1, ['forget', 'written'], true],
  [2, [], false],
])('asks about changes, and does what answer %i says', async (answer, does, closes) => {
  desktop.answer = answer;
  tell({ dirty: true });
  window.close();
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect([done, window.gone]).toEqual([does, closes]);
});

it('does not wait for a page that hangs', async () => {
  vi.useFakeTimers();
  window.hangs = true;
  tell({});
  window.close();
  await vi.advanceTimersByTimeAsync(999);
  expect(window.gone).toBe(false);
  await vi.advanceTimersByTimeAsync(1);
  expect(window.gone).toBe(true);
});
