import { app, dialog } from 'electron';
import { Desktop } from './desktop';
import { setupFiles } from './files';
import { registerPageProtocol, setupPageProtocol } from './page-protocol';
import { pathIn } from './path-in';
import { setupSecurity } from './security';
import { Trainer } from './trainer';
import { createWindow, showWindow } from './window';
import { Work } from './work';

// Electron's sandbox for every page. Together with --no-sandbox (needed as root) it would start processes for ever.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
registerPageProtocol();

const work = new Work();
const desktop = new Desktop();
const trainer = new Trainer((activity) => {
  desktop.follow(activity);
  work.follow();
});

/** Opens the network file that a command line names, if it names one. */
function readNamed(commandLine: readonly string[], workingDirectory: string): void {
  const path = pathIn(commandLine.slice(1), workingDirectory);
  if (path !== undefined) work.read(path);
}

async function start(): Promise<void> {
  setupSecurity();
  setupPageProtocol();
  setupFiles();
  trainer.setup();
  const document = await work.setup(() => trainer.activity);
  readNamed(process.argv, process.cwd());
  await createWindow(document, (window) => work.attend(window));
}

/** Nothing can be shown: says so, rather than stay in the background unseen. */
function fail(error: unknown): void {
  dialog.showErrorBox('Kernelsmith cannot start', error instanceof Error ? error.message : String(error));
  app.exit(1);
}

if (app.requestSingleInstanceLock()) {
  app.on('second-instance', (_event, commandLine, workingDirectory) => {
    // Between the end of the window and that of the program, which would take the second start with it.
    if (trainer.over) app.relaunch({ args: commandLine.slice(1) });
    showWindow();
    readNamed(commandLine, workingDirectory);
  });
  app.on('open-file', (event, path) => {
    event.preventDefault();
    work.read(path);
  });
  app.on('window-all-closed', () => {
    app.quit();
  });
  let settled = false;
  app.on('will-quit', (event) => {
    if (settled) return;
    event.preventDefault();
    void trainer.settle().then(() => {
      settled = true;
      app.quit();
    });
  });
  app.whenReady().then(start).catch(fail);
} else {
  app.quit();
}
