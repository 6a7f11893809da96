import { resolve } from 'node:path';
import { it } from 'vitest';
import { lenet5 } from '../../src-core/architecture/presets/lenet-5';
import type { TrainerEvent } from '../../src-core/protocol/events';
import { DataShelf } from '../../src-main/trainer/datasets/shelf';
import { Session } from '../../src-main/trainer/session';
import { summarize, wait } from '../support/timings';

async function startTraining(emit: (event: TrainerEvent) => void = () => undefined): Promise<Session> {
  const shelf = new DataShelf({ mnist: resolve('resources/mnist') });
  const session = new Session({
    load: (source) => shelf.load(source),
    workerFile: resolve('out/main/training-worker.js'),
    runs: null,
    emit,
    onDeath: (reason) => {
      throw new Error(reason);
    },
    now: () => performance.now(),
  });
  const settings = { ...lenet5.settings, epochs: 100 };
  await session.open({ network: lenet5.network, settings, weights: 'first' });
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

/** Milliseconds of a slice, with the maps or without. */
const SLICE = 1500;
const SLICES = 7;
/** As often as the window asks for maps. */
const ASKED_EVERY = 50;

it('trains as fast while every layer is looked at, interleaved', async () => {
  let steps = 0;
  const session = await startTraining((event) => {
    if (event.kind === 'steps') steps += event.losses.length;
  });
  const rates = { on: [] as number[], off: [] as number[] };
  await wait(1000);
  for (let slice = 0; slice < 2 * SLICES; slice++) {
    const maps = slice % 2 === 0 ? 'on' : 'off';
    const [start, before] = [performance.now(), steps];
    while (performance.now() - start < SLICE) {
      if (maps === 'on') session.featureMaps({ image: { kind: 'validation', index: 0 } });
      await wait(ASKED_EVERY);
    }
    rates[maps].push(((steps - before) * lenet5.settings.batchSize * 1000) / (performance.now() - start));
  }
  await session.stop();
  console.log(summarize('lenet-5, the feature maps asked for 20 times a second', rates.on, 'images/s'));
  console.log(summarize('the same without', rates.off, 'images/s'));
});
