import { fixedChange, type FixedPart } from '../../src-core/architecture/fixed-change';
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

/** Why no other run can go on from the present step of a run by a recipe; null when one can. */
export function forkHereRefusal(running: Recipe, wanted: Recipe): string | null {
  const part = fixedChange(running, wanted);
  return part && `not possible with ${OTHER[part]}`;
}

/** Why a run cannot be repeated with other seeds; null when it can. `isChanged`: its settings were, while it was trained. */
export function repeatRefusal(run: ShownRun, isChanged: boolean): string | null {
  const word = stateWord(run);
  if (word === 'stopped' || word === 'failed')
    return `it ${word === 'failed' ? 'has failed' : 'was stopped'}: restart it first`;
  if (run.series !== null) return 'it is one of a series already';
  return isChanged ? 'its settings were changed while it was trained: restart it first' : null;
}
