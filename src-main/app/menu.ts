import { app, Menu, type MenuItemConstructorOptions } from 'electron';
import { basename } from 'node:path';
import type { PageCommand } from '../../src-core/protocol/bridge';
import type { RecentEntry } from './recent-files';

/** What the menu has to offer, and whom it tells. */
export interface MenuWishes {
  readonly recent: readonly RecentEntry[];
  readonly give: (command: PageCommand) => void;
  readonly read: (path: string) => void;
  readonly clearRecent: () => void;
}

function recentMenu({ recent, read, clearRecent }: MenuWishes): MenuItemConstructorOptions {
  const files = recent.map(({ path }) => ({
    label: basename(path).replaceAll('&', '&&'),
    toolTip: path,
    click: () => read(path),
  }));
  return {
    label: 'Open Recent',
    enabled: files.length > 0,
    submenu: [...files, { type: 'separator' }, { label: 'Clear Menu', click: clearRecent }],
  };
}

function fileMenu(wishes: MenuWishes): MenuItemConstructorOptions {
  const command = (kind: Exclude<PageCommand['kind'], 'read' | 'complain'>) => () => wishes.give({ kind });
  return {
    label: 'File',
    submenu: [
      { label: 'New…', accelerator: 'CmdOrCtrl+N', click: command('new') },
      { label: 'Open…', accelerator: 'CmdOrCtrl+O', click: command('open') },
      recentMenu(wishes),
      { type: 'separator' },
      { label: 'Save', accelerator: 'CmdOrCtrl+S', click: command('save') },
      { label: 'Save As…', accelerator: 'CmdOrCtrl+Shift+S', click: command('saveAs') },
      { type: 'separator' },
      { role: process.platform === 'darwin' ? 'close' : 'quit' },
    ],
  };
}

/** The native menu: what every desktop program has, with the platform's own words and keys. */
export function setupMenu(wishes: MenuWishes): void {
  const application: MenuItemConstructorOptions[] = process.platform === 'darwin' ? [{ role: 'appMenu' }] : [];
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      ...application,
      fileMenu(wishes),
      { role: 'editMenu' },
      {
        label: 'View',
        submenu: [
          { role: 'resetZoom' },
          { role: 'zoomIn' },
          { role: 'zoomOut' },
          { type: 'separator' },
          { role: 'togglefullscreen' },
          ...(app.isPackaged ? [] : ([{ role: 'toggleDevTools' }] satisfies MenuItemConstructorOptions[])),
        ],
      },
      { role: 'windowMenu' },
      { role: 'help', submenu: [{ role: 'about' }] },
    ]),
  );
}
