import { join } from 'node:path';
import type { Reply } from '../../src-core/protocol/envelope';
import { DataShelf } from './datasets/shelf';
import { dispatch } from './dispatch';
import { removeLeftoversOfRuns } from './run-leftovers';
import { RunStore } from './run-store';
import { Session } from './session';

// The trainer's process: main hands it ports to windows and the place of the data; everything else comes through a port.

let port: Electron.MessagePortMain | null = null;

const shelf = new DataShelf({ mnist: process.argv[2] ?? '' });
// While the window opens. Whoever opens a network is told why it cannot be; until then a failure is nobody's.
shelf.load({ kind: 'mnist' }).catch(() => undefined);

const runs = process.argv[3] ?? '';
const store = runs === '' ? null : new RunStore(runs);
void store?.tidy();
void removeLeftoversOfRuns(runs);

const session = new Session({
  load: (source) => shelf.load(source),
  workerFile: join(__dirname, 'training-worker.js'),
  runs: store,
  emit: (event) => {
    port?.postMessage({ type: 'event', event } satisfies Reply);
  },
  now: () => performance.now(),
});

process.parentPort.on('message', ({ ports: [connected] }) => {
  if (!connected) return;
  port?.close();
  port = connected;
  // Answers go to the page that asked, even when another is there by now; events go to the present one.
  const reply = (message: Reply): void => {
    connected.postMessage(message);
  };
  connected.on('message', ({ data }) => {
    void dispatch(session, data, reply, (error) => {
      console.error(error);
    });
  });
  connected.start();
});
