import { fixedChange, type FixedPart } from '../../src-core/architecture/fixed-change';
import { isPatienceUsedUp } from '../../src-core/architecture/early-stopping';
import type { NetworkSpec } from '../../src-core/architecture/network-spec';
import { NO_PLATEAU } from '../../src-core/architecture/schedule';
import type { TrainingSettings } from '../../src-core/architecture/training-settings';
import { InputError } from '../../src-core/input-error';
import type { Checkpoint } from '../../src-core/training/checkpoint';

// A run that goes on from the present moment of another takes its weights, what its optimizer remembers and its place in
// the order of the images along: what these depend on has to be the same.

interface Recipe {
  readonly network: NetworkSpec;
  readonly settings: TrainingSettings;
}

/** Throws an InputError that names the first thing in which a recipe differs so far that a run cannot go on with it. */
export function checkForkFromHere(run: Recipe, wanted: Recipe): void {
  const part = fixedChange(run, wanted);
  if (part === null) return;
  throw new InputError(
    `From here a run goes on with its own ${ownWords(part, run, wanted)}: fork from step 0 instead.`,
  );
}

/** "batchSize, which is 32, not 16" */
function ownWords(part: FixedPart, run: Recipe, wanted: Recipe): string {
  if (part === 'layers') return part;
  const [own, now] = [run, wanted].map(({ settings }) =>
    part === 'optimizer' ? settings.optimizer.kind : JSON.stringify(settings[part]),
  );
  return `${part}, which is ${own}, not ${now}`;
}

/**
 * The moment of a run for one that goes on from it by a recipe of its own, in which stands what was changed on the way. One that
 * had stopped early goes on, and begins to wait for something better anew.
 */
export function momentForFork(checkpoint: Checkpoint, run: TrainingSettings, wanted: TrainingSettings): Checkpoint {
  const { progress } = checkpoint;
  const { earlyStopping } = progress;
  const sameSchedule = JSON.stringify(run.schedule) === JSON.stringify(wanted.schedule);
  return {
    ...checkpoint,
    live: null,
    progress: {
      ...progress,
      plateau: sameSchedule ? progress.plateau : NO_PLATEAU,
      earlyStopping: isPatienceUsedUp(wanted.earlyStopping, earlyStopping)
        ? { ...earlyStopping, waited: 0 }
        : earlyStopping,
    },
  };
}
