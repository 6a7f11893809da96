import { join } from 'node:path';
import type { DataSource } from '../../src-core/architecture/data-source';
import type { TrainingSettings } from '../../src-core/architecture/training-settings';
import { splitExamples, type Splits } from '../../src-core/data/dataset';
import { loadDataset } from '../trainer/datasets';

/** Where the build has put MNIST, beside the program. */
const MNIST_FOLDER = join(__dirname, '../../resources/mnist');

const KNOWN: ReadonlyMap<string, DataSource> = new Map([
  ['mnist', { kind: 'mnist' }],
  ['fashion-mnist', { kind: 'fashionMnist' }],
  ['lines', { kind: 'lines', training: 500, test: 100, noise: 0.1, seed: 7 }],
  ['xor', { kind: 'xor' }],
]);

/** The data sets that the program knows by name. */
export const KNOWN_DATA = [...KNOWN.keys()];

/** What --data names: a data set that the program knows, or a folder. */
export function parseDataOption(value: string): DataSource {
  return KNOWN.get(value) ?? { kind: 'folder', path: value };
}

/** The parts of the data that a run works with. */
export async function openSplits(settings: TrainingSettings): Promise<Splits> {
  const { training, test } = await loadDataset(settings.dataset, { mnist: MNIST_FOLDER });
  return splitExamples(training, test, settings);
}
