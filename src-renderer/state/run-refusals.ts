import { fixedChange, type FixedPart } from '../../src-core/architecture/fixed-change';
import { keptLayers } from '../../src-core/architecture/kept-layers';
import type { NetworkSpec } from '../../src-core/architecture/network-spec';
import type { Status } from '../../src-core/protocol/status';
import { plural } from './format';
import type { Recipe } from './recipe';
import { stateWord, type ShownRun } from './shown-run';

const OTHER: Readonly<Record<FixedPart, string>> = {
  layers: 'other layers',
  dataset: 'other data',
  classes: 'other classes',
  subset: 'other training images',
  balanced: 'another balance of classes',
  validation: 'other validation images',
  test: 'other test images',
  augmentation: 'another augmentation',
  batchSize: 'another batch size',
  shuffle: 'another order of images',
  optimizer: 'another optimizer',
  earlyStopping: 'another rule of early stopping',
  mistakes: 'other mistakes',
  seed: 'another seed',
};

/** Why the weights of a network cannot be kept for another; null when some can, and where there is none that has any. */
export function keepRefusal(opened: NetworkSpec | null, wanted: NetworkSpec): string | null {
  if (!opened || keptLayers(opened, wanted).kept.length > 0) return null;
  return `not possible: no weights of ${opened.name} fit into ${wanted.name}`;
}

/** Where a run stands; `epochsDone` counts the epochs whose validation is over as well. */
interface Stand extends Pick<Status, 'step' | 'stepsPerEpoch'> {
  readonly epochsDone: number;
}

/** Why no other run can go on from the present step of a run by a recipe; null when one can. */
export function forkHereRefusal(running: Recipe, wanted: Recipe, stand: Stand): string | null {
  const part = fixedChange(running, wanted);
  if (part) return `not possible with ${OTHER[part]}`;
  const { epochs } = wanted.settings;
  const isLeft = stand.epochsDone < epochs && stand.step <= epochs * stand.stepsPerEpoch;
  return isLeft
    ? null
    : `not possible with ${plural(epochs, 'epoch')}, no step of which is left: raise the epochs first`;
}

/** Why a run that is of no series cannot be repeated with other seeds; null when it can. `isChanged`: its settings were, while it was trained. */
export function repeatRefusal(run: ShownRun, isChanged: boolean): string | null {
  const word = stateWord(run);
  if (word === 'stopped' || word === 'failed')
    return `it ${word === 'failed' ? 'has failed' : 'was stopped'}: restart it first`;
  if (run.parent && run.parent.step > 0) return 'it goes on from another run: restart it first';
  return isChanged ? 'its settings were changed while it was trained: restart it first' : null;
}
