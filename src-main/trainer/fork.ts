import type { NetworkSpec } from '../../src-core/architecture/network-spec';
import type { TrainingSettings } from '../../src-core/architecture/training-settings';
import { InputError } from '../../src-core/input-error';

// A run that goes on from the present moment of another takes its weights, what its optimizer remembers and its place in
// the order of the images along: what these depend on has to be the same.

interface Recipe {
  readonly network: NetworkSpec;
  readonly settings: TrainingSettings;
}

/** The settings that may be others from now on, each as if it were always the same. */
function fixed({ optimizer, ...settings }: TrainingSettings): object {
  return { ...settings, optimizer: optimizer.kind, schedule: null, warmup: null, clipNorm: null, epochs: null };
}

const fixedLayers = ({ layers, input, loss }: NetworkSpec): string =>
  JSON.stringify([input, loss, layers.map((layer) => (layer.kind === 'dropout' ? { ...layer, rate: null } : layer))]);

/** Throws an InputError that names the first thing in which a recipe differs so far that a run cannot go on with it from here. */
export function checkForkFromHere(run: Recipe, wanted: Recipe): void {
  const restart = 'fork from step 0 instead';
  if (fixedLayers(run.network) !== fixedLayers(wanted.network)) {
    throw new InputError(
      `From here a run goes on with its own layers, in which only dropout rates may change: ${restart}.`,
    );
  }
  const own = Object.entries(fixed(run.settings));
  const others = new Map(Object.entries(fixed(wanted.settings)));
  for (const [name, value] of own) {
    const [before, now] = [JSON.stringify(value), JSON.stringify(others.get(name))];
    if (before === now) continue;
    throw new InputError(`From here a run goes on with its own ${name}, which is ${before}, not ${now}: ${restart}.`);
  }
}
