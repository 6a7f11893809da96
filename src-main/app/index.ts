import { app, dialog } from 'electron';
import { setupFiles } from './files';
import { setupMenu } from './menu';
import { registerPageProtocol, setupPageProtocol } from './page-protocol';
import { setupSecurity } from './security';
import { setupTrainer } from './trainer';
import { createWindow, showWindow } from './window';

// Electron's sandbox for every page. Together with --no-sandbox (needed as root) it would start processes for ever.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
registerPageProtocol();

async function start(): Promise<void> {
  setupSecurity();
  setupPageProtocol();
  setupMenu();
  setupFiles();
  setupTrainer();
  await createWindow();
}

/** Nothing can be shown: says so, rather than stay in the background unseen. */
function fail(error: unknown): void {
  dialog.showErrorBox('Kernelsmith cannot start', error instanceof Error ? error.message : String(error));
  app.exit(1);
}

if (app.requestSingleInstanceLock()) {
  app.on('second-instance', showWindow);
  app.on('window-all-closed', () => {
    app.quit();
  });
  app.whenReady().then(start).catch(fail);
} else {
  app.quit();
}
