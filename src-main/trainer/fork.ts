import { liveSettingsOf, withLiveSettings } from '../../src-core/architecture/live-settings';
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

/**
 * Throws an InputError that names the first thing in which a recipe differs so far that a run cannot go on with it: more than
 * live settings and the number of epochs.
 */
export function checkForkFromHere(run: Recipe, wanted: Recipe): void {
  const restart = 'fork from step 0 instead';
  const names = new Set(wanted.network.layers.map(({ name }) => name));
  if (run.network.layers.some((layer) => layer.kind === 'dropout' && !names.has(layer.name)))
    throw new InputError(`From here a run goes on with its own layers: ${restart}.`);
  const { network, settings } = withLiveSettings(wanted, liveSettingsOf(run));
  // Names of the network and its classes change nothing that was learned.
  const essence = ({ layers, input, loss }: NetworkSpec): string => JSON.stringify([layers, input, loss]);
  if (essence(network) !== essence(run.network))
    throw new InputError(`From here a run goes on with its own layers: ${restart}.`);
  for (const [name, value] of Object.entries({ ...settings, epochs: run.settings.epochs })) {
    const [own, now] = [JSON.stringify(run.settings[name as keyof TrainingSettings]), JSON.stringify(value)];
    if (own !== now)
      throw new InputError(`From here a run goes on with its own ${name}, which is ${own}, not ${now}: ${restart}.`);
  }
}

/** The moment of a run for one that goes on from it by a recipe of its own, in which stands what was changed on the way. */
export function momentForFork(checkpoint: Checkpoint, run: TrainingSettings, wanted: TrainingSettings): Checkpoint {
  const { progress } = checkpoint;
  const sameSchedule = JSON.stringify(run.schedule) === JSON.stringify(wanted.schedule);
  return {
    ...checkpoint,
    live: null,
    progress: { ...progress, plateau: sameSchedule ? progress.plateau : NO_PLATEAU },
  };
}
