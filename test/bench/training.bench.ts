import { resolve } from 'node:path';
import { it } from 'vitest';
import { presets } from '../../src-core/architecture/presets';
import { splitExamples } from '../../src-core/data/dataset';
import { prepareTraining } from '../../src-core/training/prepare';
import { train } from '../../src-core/training/train';
import { loadMnist } from '../../src-main/trainer/datasets';
import { StepsAtOnce } from '../../src-main/trainer/steps-at-once';
import { openKernels } from '../../src-main/trainer/kernels';
import { summarize } from '../support/timings';

const ROUNDS = 5;
const SECONDS = 3;

/** Training images a second over about SECONDS, after the first tenth of a second. */
function measure(training: ReturnType<typeof prepareTraining>): number {
  const start = performance.now();
  let from = start;
  let images = 0;
  const pace = new StepsAtOnce(() => performance.now());
  for (const event of train(training, pace.next)) {
    if (event.kind !== 'steps') continue;
    const now = performance.now();
    pace.taken(event.losses.length);
    if (now - start < 100) from = now;
    else images += event.batchSize * event.losses.length;
    if (now - start > SECONDS * 1000) return (images * 1000) / (now - from);
  }
  throw new Error('the run was over before the time was');
}

it('trains each preset, interleaved', async () => {
  const { training, test } = await loadMnist(resolve('resources/mnist'));
  const rates = new Map(presets.map((preset) => [preset.id, [] as number[]]));
  for (let round = 0; round < ROUNDS; round++) {
    for (const { id, network, settings } of presets) {
      const splits = splitExamples(training, test, settings);
      const long = { ...settings, epochs: 1_000_000 };
      rates.get(id)!.push(measure(prepareTraining(network, long, splits, openKernels())));
    }
  }
  for (const [id, values] of rates) console.log(summarize(`${id}, ${openKernels().name} kernels`, values, 'images/s'));
});
