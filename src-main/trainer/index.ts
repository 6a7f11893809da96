import { join } from 'node:path';
import type { Reply } from '../../src-core/protocol/envelope';
import { FIRST_TRAINER, trainerOrderSchema, type TrainerNews } from '../../src-core/protocol/trainer-process';
import { tidyAtStart } from '../storage/leftovers';
import { ActivityReporter } from './activity';
import { DataShelf } from './datasets/shelf';
import { dispatch } from './dispatch';
import { removeLeftoversOfRuns } from './run-leftovers';
import { RunStore } from './run-store';
import { Session } from './session';

// The trainer's process: main hands it ports to windows and the place of the data; everything else comes through a port.

/** The code by which the process ends when the thread that trains has died. */
const THREAD_DIED = 70;

const tell = (news: TrainerNews): void => process.parentPort.postMessage(news);
const activity = new ActivityReporter(tell, () => performance.now());
let port: Electron.MessagePortMain | null = null;
let isEnding = false;

const shelf = new DataShelf({ mnist: process.argv[2] ?? '' });
// While the window opens. Whoever opens a network is told why it cannot be; until then a failure is nobody's.
shelf.load({ kind: 'mnist' }).catch(() => undefined);

const runs = process.argv[3] ?? '';
const store = runs === '' ? null : new RunStore(runs);
if (process.argv[4] === FIRST_TRAINER) void store?.forgetDeleted();
void store?.tidy();
tidyAtStart(() => removeLeftoversOfRuns(runs));

const session = new Session({
  load: (source) => shelf.load(source),
  workerFile: join(__dirname, 'training-worker.js'),
  runs: store,
  emit: (event) => {
    if (isEnding) return;
    if (event.kind === 'status') activity.follow(event.status, session.networkName);
    port?.postMessage({ type: 'event', event } satisfies Reply);
  },
  // Main starts another process, which goes on from what is on the disk.
  onDeath: (reason) => {
    console.error(reason);
    // The window is to go on with what it knew before; Electron lets this thread go on for a moment after the exit.
    isEnding = true;
    process.exit(THREAD_DIED);
  },
  now: () => performance.now(),
});

function connect(connected: Electron.MessagePortMain): void {
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
}

process.parentPort.on('message', ({ data, ports: [connected] }) => {
  const order = trainerOrderSchema.safeParse(data);
  if (!order.success) return;
  if (order.data.kind === 'settle') void session.settle().then(() => tell({ kind: 'settled' }));
  else if (connected) connect(connected);
});
