import { app } from 'electron';
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

if (app.requestSingleInstanceLock()) {
  app.on('second-instance', showWindow);
  app.on('window-all-closed', () => {
    app.quit();
  });
  void app.whenReady().then(start);
} else {
  app.quit();
}
