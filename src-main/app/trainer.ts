import { app, ipcMain, MessageChannelMain, utilityProcess, type UtilityProcess } from 'electron';
import { join } from 'node:path';
import { CONNECT_CHANNEL, PORT_CHANNEL } from '../preload/channels';
import { isOurPage } from './sender';

/** The folder of the MNIST files: beside the code in development, in the resources of a packaged app. */
function dataFolder(): string {
  return app.isPackaged ? join(process.resourcesPath, 'mnist') : join(app.getAppPath(), 'resources/mnist');
}

/** Starts the trainer's process and hands every page that asks a direct line to it; nothing of theirs passes through here. */
export function setupTrainer(): UtilityProcess {
  const trainer = utilityProcess.fork(
    join(__dirname, 'trainer.js'),
    [dataFolder(), join(app.getPath('userData'), 'runs')],
    {
      serviceName: 'Kernelsmith trainer',
      stdio: 'inherit',
    },
  );
  ipcMain.on(CONNECT_CHANNEL, (event) => {
    if (!isOurPage(event.senderFrame)) return;
    const { port1, port2 } = new MessageChannelMain();
    trainer.postMessage(null, [port1]);
    event.sender.postMessage(PORT_CHANNEL, null, [port2]);
  });
  return trainer;
}
