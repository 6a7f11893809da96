import { BatchLoader } from '../data/batches';
import { InputError } from '../input-error';
import { meanLoss } from '../losses/loss';
import type { Model } from '../model/model';
import type { Parameter } from '../tensor/parameter';
import { sizeOf } from '../tensor/shape';
import type { Moment } from './anchor';
import { areFinite } from './finite-check';
import { prepareSteps, rateOf } from './prepare-steps';
import type { Training } from './prepare';

/** A loss is no finite number, that of a step or of the validation images, or a weight after the steps that were just taken. */
export class NotFinite extends Error {
  constructor(readonly during: 'step' | 'validation') {
    super();
  }
}

/** A step whose loss, or a weight after it, is no finite number. The run stands before it, and can go on by other settings. */
export class DivergedError extends InputError {
  constructor(
    /** The step, counted from 1. */
    readonly step: number,
    /** Where it began: the first layer, in forward order, that gives something not finite, else that has such a gradient or weight. */
    readonly layer: string,
    /** The learning rate of that step. */
    readonly learningRate: number,
    { what, weightsOf }: { what: string; weightsOf: number },
  ) {
    const weights =
      weightsOf === step - 1 ? 'from before it' : `from after step ${weightsOf}, with which it can be done,`;
    super(
      `Training stopped at step ${step}: ${what} no longer finite. The weights ${weights} are back; try a learning rate below ${Number(learningRate.toPrecision(3))}.`,
    );
  }
}

interface Fault {
  readonly layer: string;
  readonly what: string;
  /** Whether the update alone fails, which a smaller one need not do. */
  readonly ofUpdate: boolean;
}

/**
 * What went wrong in the step that `before` stands right before, or in the validation that the run stands at. It then stands
 * there, by the last weights with which this can be done: those that are there, unless what they give overflows whatever the
 * learning rate; then the newest of those from 1, 2, 4, … updates ago, as far as `anchor` reaches. `replay` takes the steps
 * from there again until one; null: they cannot be taken again, and there are those of `anchor` only.
 */
export function divergedAt(
  training: Training,
  { anchor, before, during }: { anchor: Moment; before: Moment; during: NotFinite['during'] },
  replay: ((until: number) => void) | null,
): DivergedError {
  const { model, progress, best } = training;
  if (during === 'step') before.goBack();
  else before.renew();
  const { state } = progress;
  const attempt = during === 'step' ? tryStep : tryValidation;
  const fault = attempt(training);
  before.goBack();
  if (!fault) throw new Error('what failed did not when it was done once more');
  if (!fault.ofUpdate) best.setAside(model.parameters);
  const { kept } = best;
  let weightsOf = state.step;
  for (let back = replay ? 1 : Infinity, passable = fault.ofUpdate; !passable && weightsOf > anchor.step; back *= 2) {
    weightsOf = Math.max(anchor.step, state.step - back);
    anchor.goBack();
    replay?.(weightsOf);
    progress.restore(state);
    best.restore(kept);
    before.renew();
    passable = attempt(training)?.ofUpdate ?? true;
    before.goBack();
  }
  const step = during === 'step' ? state.step + 1 : state.step;
  return new DivergedError(step, fault.layer, rateOf(training, step - 1), { what: fault.what, weightsOf });
}

/** Takes a step; what is not finite in it. */
function tryStep(training: Training): Fault | null {
  const { burst, batches, progress } = training;
  const batchSize = batches.sizeOf(progress.step);
  prepareSteps(training, 1);
  burst.runOpenly(batchSize);
  return faultOf(training, batchSize);
}

/** Looks at all validation images; what is not finite then. */
function tryValidation({ model, loss, splits: { validation } }: Training): Fault | null {
  const loader = new BatchLoader(validation, model.network.input.normalization);
  for (let first = 0; first < validation.count; first += model.maxBatch) {
    const batchSize = Math.min(model.maxBatch, validation.count - first);
    for (let i = 0; i < batchSize; i++) loader.load(first + i, i, model.batch);
    loss.compute(model.forward({ mode: 'eval', batchSize, seed: 0, step: 0 }), model.batch.labels, batchSize);
    const fault = outputFault(model, batchSize, meanLoss(loss.losses, batchSize));
    if (fault) return { ...fault, what: fault.what.replace(/ is$/, ' for the validation images is') };
  }
  return null;
}

/** The first layer at fault in the step that was just taken. */
function faultOf({ model, burst }: Training, batchSize: number): Fault | null {
  const fault = outputFault(model, batchSize, burst.loss(0));
  if (fault) return fault;
  const { parameters } = model;
  const parameter = parameters.find(({ value, grad }) => !areFinite(grad) || !areFinite(value));
  if (!parameter) return null;
  const layer = layerOf(parameter);
  const ofUpdate = parameters.every(({ grad }) => areFinite(grad));
  return { layer, what: `${ofUpdate ? 'weights' : 'gradients'} of layer ${layer} are`, ofUpdate };
}

/** The first layer that gave something not finite; the last one where the loss alone is not, which is made of what that gives. */
function outputFault(model: Model, batchSize: number, loss: number): Fault | null {
  const { layers } = model;
  const isFinite = ({ name, outputShape }: (typeof layers)[number]): boolean =>
    areFinite(model.output(name).subarray(0, batchSize * sizeOf(outputShape)));
  const layer = layers.find((candidate) => !isFinite(candidate))?.name;
  if (layer !== undefined) return { layer, what: `what layer ${layer} gives is`, ofUpdate: false };
  if (Number.isFinite(loss)) return null;
  return { layer: layers[layers.length - 1].name, what: 'the loss is', ofUpdate: false };
}

const layerOf = ({ name }: Parameter): string => name.slice(0, name.lastIndexOf('.'));
