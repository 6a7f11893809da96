import { resolve } from 'node:path';
import { it } from 'vitest';
import { lenet5 } from '../../src-core/architecture/presets/lenet-5';
import { DataShelf } from '../../src-main/trainer/datasets/shelf';
import { Session } from '../../src-main/trainer/session';
import { summarize, wait } from '../support/timings';

async function startTraining(): Promise<Session> {
  const shelf = new DataShelf({ mnist: resolve('resources/mnist') });
  const session = new Session({
    load: (source) => shelf.load(source),
    workerFile: resolve('out/main/training-worker.js'),
    runFolder: () => null,
    emit: () => undefined,
    now: () => performance.now(),
  });
  await session.open({ network: lenet5.network, settings: lenet5.settings, weights: 'first' });
  session.train();
  return session;
}

it('answers predictions while it trains', async () => {
  const session = await startTraining();
  const pixels = Float32Array.from({ length: 784 }, (_, i) => (i % 7) / 7);
  const times: number[] = [];
  for (let i = 0; i < 200; i++) {
    await wait(10);
    const start = performance.now();
    session.predict({ pixels });
    times.push(performance.now() - start);
  }
  await session.stop();
  console.log(summarize('lenet-5, a prediction while training, in the trainer', times));
});

it('pauses after the step that is being computed', async () => {
  const session = await startTraining();
  const times: number[] = [];
  for (let i = 0; i < 20; i++) {
    await wait(200 + 13 * i);
    const start = performance.now();
    await session.pause();
    times.push(performance.now() - start);
    session.train();
  }
  await session.stop();
  console.log(summarize('lenet-5, from asking for a pause to its being in force', times));
});
