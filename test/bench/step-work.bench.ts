import { resolve } from 'node:path';
import { it } from 'vitest';
import { analyzeNetwork } from '../../src-core/architecture/analyze';
import { epochAmounts } from '../../src-core/architecture/epoch-work';
import { presets } from '../../src-core/architecture/presets';
import { NANOSECONDS, sumOf, type Amounts, type WorkUnit } from '../../src-core/architecture/work-units';
import { splitExamples } from '../../src-core/data/dataset';
import { median } from '../../src-main/cli/bench/statistics';
import { formatTable } from '../../src-main/cli/table';
import { DataShelf } from '../../src-main/trainer/datasets/shelf';
import { lowerPriority } from '../../src-main/trainer/priority';
import { Session } from '../../src-main/trainer/session';
import { fit } from './step-work/fit';
import { RECIPES, type Recipe } from './step-work/recipes';

// What a piece of each kind of work takes: fitted to the epochs of many networks, tried on the presets, which had no part in it.

/** Rounds over all networks begin for so long, milliseconds. */
const DURATION = 80_000;

const shelf = new DataShelf({ mnist: resolve('resources/mnist') });

/** Nanoseconds of an epoch of each recipe: the median of as many rounds as there is time for. */
async function measure(recipes: readonly Recipe[]): Promise<number[]> {
  const session = new Session({
    load: (source) => shelf.load(source),
    workerFile: resolve('out/main/training-worker.js'),
    runs: null,
    emit: () => undefined,
    onDeath: (reason) => {
      throw new Error(reason);
    },
    now: () => performance.now(),
  });
  const times: number[][] = recipes.map(() => []);
  const start = performance.now();
  while (performance.now() - start < DURATION) {
    for (const [i, recipe] of recipes.entries()) times[i].push(1e9 * (await session.predictEpoch(recipe)).seconds);
  }
  console.log(`${recipes.length} recipes, ${times[0].length} rounds`);
  return times.map(median);
}

async function amountsOf({ network, settings }: Recipe): Promise<Amounts> {
  const { training, test } = await shelf.load(settings.dataset);
  const splits = splitExamples(training, test, settings);
  const counts = { train: splits.train.count, validation: splits.validation.count };
  const { layers, images } = epochAmounts(network, analyzeNetwork(network), settings, counts);
  return sumOf([...layers, images].map((amounts) => [amounts, 1]));
}

const percent = (share: number): string => `${(100 * share).toFixed(0)} %`;

it('fits what the pieces of an epoch take', async () => {
  lowerPriority();
  const recipes = [...RECIPES, ...presets];
  const sums = await measure(recipes);
  const rows = await Promise.all(
    recipes.map(async (recipe, i) => ({ amounts: await amountsOf(recipe), sum: sums[i] })),
  );
  const units = Object.keys(NANOSECONDS) as WorkUnit[];
  const fitted = fit(units, rows.slice(0, RECIPES.length));
  const errors = rows.map(({ amounts, sum }) => {
    const parts = units.map((unit) => (amounts[unit] ?? 0) * fitted[unit]);
    return parts.reduce((total, part) => total + part, 0) / sum - 1;
  });
  const seconds = (sum: number): string => (sum / 1e9).toPrecision(3);
  const table = recipes.map(({ network }, i) => [network.name, seconds(sums[i]), percent(errors[i])]);
  console.log(formatTable([['recipe', 'seconds', 'error'], ...table], 1));
  const figures = units.map((unit) => [unit, fitted[unit].toPrecision(2), NANOSECONDS[unit].toString()]);
  console.log(formatTable([['unit', 'ns now', 'in use'], ...figures], 1));
  const sizes = errors.map(Math.abs);
  const [own, others] = [sizes.slice(0, RECIPES.length), sizes.slice(RECIPES.length)];
  console.log(`median error: ${percent(median(own))} where it was fitted, ${percent(median(others))} on the presets`);
});
