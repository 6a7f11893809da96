import type { BrowserWindow } from 'electron';
import { EventEmitter } from 'node:events';
import { beforeEach, expect, it, vi } from 'vitest';
import type { PageCommand } from '../../../src-core/protocol/bridge';
import { PageCommands } from '../../../src-main/app/page-commands';

/** What main hears by channels, and the windows that there are. */
const desktop = vi.hoisted(() => ({ listen: (_event: unknown): void => undefined, windows: [] as unknown[] }));
vi.mock('electron', () => ({
  BrowserWindow: { getAllWindows: () => desktop.windows, fromWebContents: () => null },
  ipcMain: { on: (_channel: string, act: (event: unknown) => void) => (desktop.listen = act) },
}));
vi.mock('../../../src-main/app/sender', () => ({ isOurPage: () => true }));

const told: PageCommand['kind'][] = [];
let page: EventEmitter;
let commands: PageCommands;
beforeEach(() => {
  told.length = 0;
  page = Object.assign(new EventEmitter(), {
    send: (_channel: string, { kind }: PageCommand) => told.push(kind),
  });
  desktop.windows = [{ webContents: page }];
  commands = new PageCommands();
  commands.setup();
  commands.attend({ webContents: page } as unknown as BrowserWindow);
});

it.each([
  ['is loaded again', 'did-start-navigation', { isMainFrame: true, isSameDocument: false }],
  ['went down', 'render-process-gone', {}],
])('what the user wants waits for a page that %s', (_what, event, details) => {
  commands.give({ kind: 'new' });
  expect(told).toEqual([]);
  desktop.listen({});
  expect(told).toEqual(['new']);
  commands.give({ kind: 'save' });
  const before = commands.page;
  page.emit(event, details);
  expect(commands.page).not.toBe(before);
  commands.give({ kind: 'open' });
  expect(told).toEqual(['new', 'save']);
  desktop.listen({});
  expect(told).toEqual(['new', 'save', 'open']);
});

it('a page that goes to another place in itself, or loads a frame, stays the same', () => {
  desktop.listen({});
  const before = commands.page;
  page.emit('did-start-navigation', { isMainFrame: true, isSameDocument: true });
  page.emit('did-start-navigation', { isMainFrame: false, isSameDocument: false });
  commands.give({ kind: 'open' });
  expect([commands.page, told]).toEqual([before, ['open']]);
});
