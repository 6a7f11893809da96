import { keptLayers } from '../../src-core/architecture/kept-layers';
import type { NetworkSpec } from '../../src-core/architecture/network-spec';
import type { TrainingSettings } from '../../src-core/architecture/training-settings';
import { InputError } from '../../src-core/input-error';
import type { NamedTensor } from '../../src-core/model/weights';
import type { Params } from '../../src-core/protocol/methods';
import type { RunParent } from '../../src-core/protocol/runs';
import { checkForkFromHere, momentForFork } from './fork';
import type { Run, RunPast } from './run';
import type { RunPoint } from './run-folder';
import type { RunStore } from './run-store';

interface Recipe {
  readonly network: NetworkSpec;
  readonly settings: TrainingSettings;
}

/** What a new run begins with. */
export interface RunStart {
  readonly initialWeights: readonly NamedTensor[];
  /** The moment from which it goes on; null: it begins. */
  readonly past: RunPast | null;
  /** Where that moment stands on the disk; null: it begins. */
  readonly point: RunPoint | null;
  readonly parent: RunParent | null;
}

const BEGINNING = { past: null, point: null };

/** The run that a new one is made beside. */
interface Beside {
  readonly run: Run;
  readonly runs: RunStore | null;
  /** Pauses it and waits until it is on the disk. */
  readonly settle: () => Promise<void>;
}

/** What a new run begins with, as asked for. Throws an InputError when the present run cannot give that. */
export async function startOf(
  weights: Params<'open'>['weights'],
  recipe: Recipe,
  present: () => Beside,
): Promise<RunStart> {
  if (weights === 'first') return { ...BEGINNING, initialWeights: [], parent: null };
  const { run } = present();
  if (weights === 'keep') {
    const { tensors, step } = run.newest.copiedTensors();
    return { ...BEGINNING, initialWeights: fitting(run.network, recipe.network, tensors), parent: pointOf(run, step) };
  }
  if (weights === 'here' && run.step > 0) return goOn(recipe, present());
  const tensors = await firstWeights(present());
  return { initialWeights: fitting(run.network, recipe.network, tensors), parent: pointOf(run, 0), ...BEGINNING };
}

/** Those of `from`'s weights that fit into `to`. Throws an InputError when none of them does. */
function fitting(from: NetworkSpec, to: NetworkSpec, tensors: readonly NamedTensor[]): readonly NamedTensor[] {
  const { kept, fresh } = keptLayers(from, to);
  const wanted = new Set(kept);
  if (kept.length > 0 || fresh.length === 0) {
    return tensors.filter(({ name }) => wanted.has(name.slice(0, name.lastIndexOf('.'))));
  }
  throw new InputError(
    `None of the present weights fit network "${to.name}": no layer has the name, the kind and the shapes of weights of one that is there.`,
  );
}

function pointOf(run: Run, step: number): RunParent | null {
  return run.savedId === null ? null : { id: run.savedId, step };
}

async function firstWeights({ run, runs }: Beside): Promise<readonly NamedTensor[]> {
  const { tensors, step } = run.newest.copiedTensors();
  if (step === 0) return tensors;
  const first = runs && run.savedId !== null ? await runs.weightsAt(run.savedId, 0).catch(() => null) : null;
  if (first) return first;
  throw new InputError('The weights that this run began with were not kept: restart it instead.');
}

async function goOn(recipe: Recipe, { run, runs, settle }: Beside): Promise<RunStart> {
  checkForkFromHere(run, recipe);
  checkEpochsLeft(run, recipe.settings);
  await settle();
  if (!runs || run.savedId === null) {
    throw new InputError('This run is not kept on the disk, so nothing can go on from here: restart it instead.');
  }
  const { past } = await runs.open(run.savedId);
  const { checkpoint } = past;
  if (checkpoint.progress.step !== run.step) {
    throw new InputError(`Step ${run.step} of this run could not be saved, so nothing can go on from here.`);
  }
  const point = { folder: runs.folderOf(run.savedId), moment: checkpoint.progress };
  return {
    initialWeights: [],
    past: {
      ...past,
      checkpoint: momentForFork(checkpoint, run.settings, recipe.settings),
      state: 'unfinished',
      message: null,
    },
    point,
    parent: { id: run.savedId, step: checkpoint.progress.step },
  };
}

function checkEpochsLeft({ step, stepsPerEpoch, epochsDone }: Run, { epochs }: TrainingSettings): void {
  if (epochsDone < epochs && step <= epochs * stepsPerEpoch) return;
  throw new InputError(
    `From here a run needs more than ${epochs} epochs, which are done: raise the epochs, or fork from step 0 instead.`,
  );
}
