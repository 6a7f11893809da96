import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { liveSettingsOf, type LiveSettings } from '../../../src-core/architecture/live-settings';
import { OPTIMIZER_DEFAULTS, type OptimizerSpec } from '../../../src-core/architecture/optimizer-spec';
import type { TrainingSettings } from '../../../src-core/architecture/training-settings';
import { readCheckpoint, writeCheckpoint } from '../../../src-core/formats/checkpoint';
import { InputError } from '../../../src-core/input-error';
import type { Kernels } from '../../../src-core/kernels/kernels';
import { referenceKernels } from '../../../src-core/kernels/reference';
import { changeTraining } from '../../../src-core/training/change';
import { restoreCheckpoint, takeCheckpoint } from '../../../src-core/training/checkpoint';
import { prepareTraining, type Training } from '../../../src-core/training/prepare';
import { train } from '../../../src-core/training/train';
import { barSplits } from '../../support/examples';
import { wasmKernels } from '../../support/kernels';
import { chainOf, conv2d, dense, dropout, flatten, quickSettings, relu } from '../../support/networks';
import { fixedRuns } from '../../support/properties';

const splits = barSplits({ train: 30, validation: 10, test: 7 });
const networkWith = (rate: number) =>
  chainOf([1, 6, 6], 3, [
    conv2d('conv', 4, 3),
    relu('relu'),
    flatten('flatten'),
    dropout('drop', rate),
    dense('fc', 3),
  ]);

const settings: TrainingSettings = { ...quickSettings, epochs: 4 };
const prepare = (kernels: Kernels, change: Partial<TrainingSettings> = {}, rate = 0.3): Training =>
  prepareTraining(networkWith(rate), { ...settings, ...change }, splits, kernels);

const bytesOf = (training: Training): Uint8Array => writeCheckpoint(takeCheckpoint(training));
const weightsOf = ({ model, optimizer }: Training): Float32Array[] =>
  [...model.parameters.map(({ value }) => value), ...optimizer.state.map(({ values }) => values)].map((values) =>
    Float32Array.from(values),
  );

const { sgd, adam, adamW, rmsprop } = OPTIMIZER_DEFAULTS;
const changes: [name: string, begun: OptimizerSpec, changed: Partial<LiveSettings>][] = [
  ['the learning rate', sgd, { optimizer: { ...sgd, learningRate: 0.1 } }],
  ['the momentum', sgd, { optimizer: { ...sgd, momentum: 0.5, nesterov: true } }],
  ['beta1 and beta2', adam, { optimizer: { ...adam, beta1: 0.5, beta2: 0.9 } }],
  ['the weight decay', adamW, { optimizer: { ...adamW, weightDecay: 0.5 } }],
  ['alpha', rmsprop, { optimizer: { ...rmsprop, alpha: 0.5 } }],
  ['the schedule', sgd, { schedule: { kind: 'exponential', factor: 0.5 } }],
  ['the warm-up', sgd, { warmup: 9 }],
  ['the clipping', adam, { clipNorm: 0.01 }],
  ['the dropout', sgd, { dropout: { drop: 0.6 } }],
];

describe.each(changes)('%s', (_, optimizer, changed) => {
  it.each([referenceKernels, ...wasmKernels()])(
    'can change while training goes on, by the $name kernels: as if the rest were a run of its own',
    (kernels) => {
      const training = prepare(kernels, { optimizer });
      const events = train(training, () => 3);
      // Both sizes of batch are recorded by then.
      while (training.progress.step < 5) events.next();
      const live = { ...liveSettingsOf(training), ...changed };
      const { dropout, ...others } = live;
      const other = prepare(kernels, others, dropout.drop);
      restoreCheckpoint(other, takeCheckpoint(training), 'the first');
      const unchanged = prepare(kernels, { optimizer });
      restoreCheckpoint(unchanged, takeCheckpoint(training), 'the first');

      expect(changeTraining(training, live)).toBe(training.progress.step + 1);
      expect(liveSettingsOf(training)).toEqual(live);
      for (const one of [training, other, unchanged]) for (const _event of train(one, () => 2));
      expect(weightsOf(training)).toEqual(weightsOf(other));
      expect(weightsOf(training)).not.toEqual(weightsOf(unchanged));
    },
  );
});

/** Trains to the end, with changes before some of the events. */
function trainWith(training: Training, plan: ReadonlyMap<number, LiveSettings>, from = 0, until = Infinity): Training {
  const events = train(training);
  for (let i = from; i < until; i++) {
    const live = plan.get(i);
    if (live) changeTraining(training, live);
    if (events.next().done) break;
  }
  return training;
}

const EVENTS = 28;
const liveSettings: fc.Arbitrary<LiveSettings> = fc.record({
  optimizer: fc.record({
    kind: fc.constant('adam' as const),
    learningRate: fc.constantFrom(0.001, 0.01),
    beta1: fc.constantFrom(0.5, 0.9),
    beta2: fc.constantFrom(0.9, 0.999),
    epsilon: fc.constant(1e-8),
    weightDecay: fc.constantFrom(0, 0.1),
  }),
  schedule: fc.constantFrom<LiveSettings['schedule']>(
    { kind: 'constant' },
    { kind: 'cosine', final: 0 },
    { kind: 'plateau', factor: 0.5, patience: 0 },
  ),
  warmup: fc.constantFrom(0, 6),
  clipNorm: fc.constantFrom(null, 0.1, 1),
  dropout: fc.constantFrom<LiveSettings['dropout']>({}, { drop: 0 }, { drop: 0.5 }),
});

it('a run with changes that is resumed anywhere, with its changes behind it or to come, ends with the same bytes', () => {
  const optimizer = { ...adam, learningRate: 0.01 };
  const plans = fc.array(fc.tuple(fc.nat(EVENTS), liveSettings), { maxLength: 4 });
  const property = fc.property(plans, fc.nat(EVENTS), (list, stop) => {
    const plan = new Map(list);
    const whole = bytesOf(trainWith(prepare(referenceKernels, { optimizer }), plan));
    const first = trainWith(prepare(referenceKernels, { optimizer }), plan, 0, stop);
    const file = bytesOf(first);
    const second = prepare(referenceKernels, { optimizer });
    restoreCheckpoint(second, readCheckpoint(file, 'file'), 'file');
    expect(bytesOf(second)).toEqual(file);
    // A validation that was cut short begins anew, which takes events that the plan does not count: none is left then.
    if (first.progress.epochsDone < first.batches.epochOf(first.progress.step)) return;
    expect(bytesOf(trainWith(second, plan, stop))).toEqual(whole);
  });
  fc.assert(property, fixedRuns(40));
});

it('an optimizer of another kind is refused, and nothing is changed by it', () => {
  const training = prepare(referenceKernels);
  const live = liveSettingsOf(training);
  expect(() => changeTraining(training, { ...live, optimizer: adam, clipNorm: 1 })).toThrow(InputError);
  expect(liveSettingsOf(training)).toEqual(live);
  expect(takeCheckpoint(training).live).toBeNull();
});

it('a plateau begins to wait anew where the schedule is another, not where the rate is', () => {
  const training = prepare(referenceKernels, { schedule: { kind: 'plateau', factor: 0.5, patience: 0 } });
  for (const event of train(training)) if (event.kind === 'epoch') break;
  const { best } = training.progress.plateau;
  expect(best).not.toBeNull();
  const live = liveSettingsOf(training);
  changeTraining(training, { ...live, optimizer: { ...sgd, learningRate: 0.001 } });
  expect(training.progress.plateau.best).toBe(best);
  changeTraining(training, { ...live, schedule: { kind: 'plateau', factor: 0.1, patience: 0 } });
  expect(training.progress.plateau.best).toBeNull();
});
