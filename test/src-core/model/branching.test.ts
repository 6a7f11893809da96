import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OPTIMIZER_DEFAULTS } from '../../../src-core/architecture/optimizer-spec';
import { referenceKernels } from '../../../src-core/kernels/reference';
import type { Kernels } from '../../../src-core/kernels/kernels';
import { createLoss } from '../../../src-core/model/create-loss';
import { buildModel, type Model } from '../../../src-core/model/model';
import { prepareTraining } from '../../../src-core/training/prepare';
import { train } from '../../../src-core/training/train';
import { barSplits } from '../../support/examples';
import { gradientError, numericGradient, seeds } from '../../support/gradient-check';
import { between, doubleKernels } from '../../support/kernels';
import { trainingContext } from '../../support/layers';
import { branchingNetwork, type BranchingSizes } from '../../support/branching-network';
import { quickSettings } from '../../support/networks';
import { normals } from '../../support/numbers';
import { fixedRuns } from '../../support/properties';

const BATCH = 3;
/** Double precision has no use for wider steps; none of them crosses a kink of ReLU or max-pooling. */
const FINE_STEP = 1e-6;

const sizes: fc.Arbitrary<BranchingSizes> = fc.record({
  channels: fc.constantFrom(1, 3),
  height: between(5, 9),
  width: between(5, 9),
  filters: between(1, 3),
  kernelSize: between(1, 4),
  multiplier: between(1, 2),
  classes: between(2, 4),
  smoothing: fc.constantFrom(0, 0.1),
  dropoutRate: fc.constantFrom(0, 0.3),
});

/** A model whose batch, weights and statistics are drawn from the seed, after one pass forth and back. */
function passed(network: BranchingSizes, kernels: Kernels, seed: number): { model: Model; dx: Float32Array } {
  const model = buildModel(branchingNetwork(network), kernels, {
    maxBatch: BATCH,
    trainable: true,
    inputGradient: true,
    seed,
  });
  for (const [i, { value, trainable }] of model.parameters.entries()) {
    if (trainable) normals(value.length, seed + i).forEach((noise, k) => (value[k] += 0.2 * noise));
  }
  model.batch.x.set(normals(model.batch.x.length, seed + 500));
  model.batch.labels.forEach((_, i, labels) => (labels[i] = (seed + i) % model.classes));
  const loss = createLoss(model, kernels);
  const context = trainingContext(BATCH);
  loss.evaluate(model.forward(context), model.batch.labels, BATCH);
  model.zeroGrad();
  return { model, dx: model.backward(loss.gradient, context)!.slice() };
}

describe('a network of branches with convolutions, batch normalization, poolings, dropout and sums', () => {
  it('has the gradients of finite differences', () => {
    let worst = 0;
    const property = fc.property(sizes, seeds, (network, seed) => {
      const { model, dx } = passed(network, doubleKernels, seed);
      const loss = createLoss(model, doubleKernels);
      const meanLoss = (): number => loss.evaluate(model.forward(trainingContext(BATCH)), model.batch.labels, BATCH);
      const gradients = model.parameters.map(({ grad }) => grad.slice());
      const error = gradientError([
        ...model.parameters.map(({ value, grad }, i) => ({
          analytic: gradients[i],
          numeric: numericGradient(value, grad.length, meanLoss, FINE_STEP),
        })),
        { analytic: dx, numeric: numericGradient(model.batch.x, dx.length, meanLoss, FINE_STEP) },
      ]);
      expect(error).toBeLessThan(1e-6);
      worst = Math.max(worst, error);
    });
    fc.assert(property, fixedRuns(12));
    console.log(`branching network in double precision: gradients within ${worst.toExponential(1)}`);
  });

  it('has the same gradients in single precision', () => {
    let worst = 0;
    const property = fc.property(sizes, seeds, (network, seed) => {
      const [single, double] = [referenceKernels, doubleKernels].map((kernels) => passed(network, kernels, seed));
      const error = gradientError([
        ...single.model.parameters.map(({ grad }, i) => ({
          analytic: grad,
          numeric: Float64Array.from(double.model.parameters[i].grad),
        })),
        { analytic: single.dx, numeric: Float64Array.from(double.dx) },
      ]);
      expect(error).toBeLessThan(1e-3);
      worst = Math.max(worst, error);
    });
    fc.assert(property, fixedRuns(40));
    console.log(
      `branching network in single precision: gradients within ${worst.toExponential(1)} of double precision`,
    );
  });

  it('learns a small set by heart: the loss falls to less than a tenth within 40 steps', () => {
    const data = barSplits({ train: 24, validation: 0, test: 3 });
    const network = branchingNetwork({
      channels: 1,
      height: 6,
      width: 6,
      filters: 4,
      kernelSize: 3,
      multiplier: 2,
      classes: 3,
      smoothing: 0,
      dropoutRate: 0,
    });
    const optimizer = { ...OPTIMIZER_DEFAULTS.adam, learningRate: 0.01 };
    const settings = { ...quickSettings, epochs: 40, batchSize: 24, optimizer };
    const losses: number[] = [];
    for (const event of train(prepareTraining(network, settings, data, referenceKernels))) {
      if (event.kind === 'steps') losses.push(...event.losses);
    }
    expect(losses).toHaveLength(40);
    expect(losses[39]).toBeLessThan(0.1 * losses[0]);
  });
});
