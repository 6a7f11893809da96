import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { lenet5 } from '../../src-core/architecture/presets/lenet-5';
import { mnistImage } from '../../src-core/data/drawing/mnist-image';
import { argMax } from '../../src-core/metrics/accuracy';
import { DataShelf } from '../../src-main/trainer/datasets/shelf';
import { Session } from '../../src-main/trainer/session';
import { penDigits } from '../support/pen-digits';

/** Images that are enough for a first idea of every digit; the whole set takes minutes. */
const SUBSET = 12_000;
/** Chance reads 30 of 300; much less than this and the pad's pipeline is broken. */
const FLOOR = 200;

it('reads digits that 30 people wrote on a tablet', async () => {
  let finished = (): void => undefined;
  const end = new Promise<void>((done) => (finished = done));
  const shelf = new DataShelf({ mnist: resolve('resources/mnist') });
  const session = new Session({
    load: (source) => shelf.load(source),
    workerFile: resolve('out/main/training-worker.js'),
    runs: null,
    emit: (event) => event.kind === 'status' && event.status.phase === 'finished' && finished(),
    onDeath: (reason) => {
      throw new Error(reason);
    },
    now: () => performance.now(),
  });
  const settings = { ...lenet5.settings, subset: SUBSET, epochs: 1 };
  await session.open({ network: lenet5.network, settings, weights: 'first' });
  session.train();
  await end;
  const right = penDigits.filter(({ label, strokes }) => {
    const { probabilities } = session.predict({ pixels: Float32Array.from(mnistImage(strokes)!.pixels) });
    return argMax(probabilities) === label;
  });
  await session.stop();
  console.log(`lenet-5 after ${SUBSET} images: reads ${right.length} of ${penDigits.length} pen digits`);
  expect(right.length).toBeGreaterThan(FLOOR);
});
