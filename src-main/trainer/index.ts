import { join } from 'node:path';
import type { Reply } from '../../src-core/protocol/envelope';
import { loadMnist } from './datasets';
import { dispatch } from './dispatch';
import { Session } from './session';

// The trainer's process: main hands it ports to windows and the place of the data; everything else comes through a port.

let port: Electron.MessagePortMain | null = null;
const send = (reply: Reply): void => port?.postMessage(reply);

const dataset = loadMnist(process.argv[2] ?? '');
// Whoever opens a network is told why it cannot be; until then a failure is nobody's.
dataset.catch(() => undefined);

const session = new Session({
  dataset,
  workerFile: join(__dirname, 'training-worker.js'),
  emit: (event) => {
    send({ type: 'event', event });
  },
  now: () => performance.now(),
});

process.parentPort.on('message', ({ ports: [connected] }) => {
  if (!connected) return;
  port?.close();
  port = connected;
  connected.on('message', ({ data }) => {
    void dispatch(session, data, send, (error) => {
      console.error(error);
    });
  });
  connected.start();
});
