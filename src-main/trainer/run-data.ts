import type { DataSource } from '../../src-core/architecture/data-source';
import type { NetworkSpec } from '../../src-core/architecture/network-spec';
import { sameContent } from '../../src-core/architecture/same-content';
import type { TrainingSettings } from '../../src-core/architecture/training-settings';
import { splitExamples, type Splits } from '../../src-core/data/dataset';
import { InputError } from '../../src-core/input-error';
import { checkExamples } from '../../src-core/training/prepare';
import type { Dataset } from './datasets';

/**
 * Throws an InputError where a page names a place on the disk: it may name data, but no place, unless it is that of the
 * present run.
 */
export function checkSource(source: DataSource, present: DataSource | undefined): void {
  if (source.kind !== 'folder' || sameContent(source, present)) return;
  throw new InputError('Data of your own is read by the command line only: train with --data and the folder.');
}

/** The parts of a data set for a run. Throws an InputError when settings, data and network do not fit. */
export function splitFor(
  network: NetworkSpec,
  settings: TrainingSettings,
  { training, test }: Pick<Dataset, 'training' | 'test'>,
): Splits {
  const splits = splitExamples(training, test, settings);
  for (const examples of Object.values(splits)) checkExamples(network, examples);
  return splits;
}
