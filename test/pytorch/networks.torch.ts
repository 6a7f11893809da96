import { afterAll, describe, it } from 'vitest';
import type { NetworkSpec } from '../../src-core/architecture/network-spec';
import { presets } from '../../src-core/architecture/presets';
import { referenceKernels } from '../../src-core/kernels/reference';
import type { Loss } from '../../src-core/losses/loss';
import { createLoss } from '../../src-core/model/create-loss';
import { buildModel, type Model } from '../../src-core/model/model';
import { branchingNetwork } from '../support/branching-network';
import { trainingContext } from '../support/layers';
import { chainOf, dense } from '../support/networks';
import { largest, normals } from '../support/numbers';
import { askTorch, Differences, type NetworkAnswer, type NetworkQuestion } from './torch';

const BATCH = 6;

const residual = (smoothing: number): NetworkSpec => ({
  ...branchingNetwork({
    ...{ channels: 3, height: 10, width: 9, filters: 4, kernelSize: 3, multiplier: 2, classes: 5 },
    ...{ smoothing, dropoutRate: 0 },
  }),
  name: `residual, smoothing ${smoothing}`,
});

/** A dense layer alone: what is compared is the loss. */
const withLoss = (loss: NetworkSpec['loss'], outputs: number): NetworkSpec => ({
  ...chainOf([4], Math.max(2, outputs), [dense('fc', outputs)]),
  name: `${JSON.stringify(loss)}, ${outputs} outputs`,
  loss,
});

const networks: readonly NetworkSpec[] = [
  residual(0),
  residual(0.1),
  ...([1, 2, 5] as const).flatMap((outputs) => [
    withLoss({ kind: 'meanSquaredError' }, outputs),
    withLoss({ kind: 'halfSquaredError' }, outputs),
  ]),
  withLoss({ kind: 'softmaxCrossEntropy', epsilon: 0 }, 5),
  withLoss({ kind: 'softmaxCrossEntropy', epsilon: 0, labelSmoothing: 0.3 }, 5),
  ...presets.map(({ network }) => network).filter(comparable),
];

/** PyTorch draws other numbers for dropout, hands the gradient of a maximum to one pixel and has no ε in its loss. */
function comparable({ layers, loss }: NetworkSpec): boolean {
  const other = layers.some(
    (layer) => layer.kind === 'dropout' || (layer.kind === 'maxPool2d' && layer.ties === 'all'),
  );
  return !other && !(loss.kind === 'softmaxCrossEntropy' && loss.epsilon > 0);
}

function prepare(network: NetworkSpec, seed: number): { model: Model; loss: Loss; question: NetworkQuestion } {
  const options = { maxBatch: BATCH, trainable: true, inputGradient: true, seed };
  const model = buildModel(network, referenceKernels, options);
  for (const [i, { value, trainable }] of model.parameters.entries()) {
    if (trainable) normals(value.length, seed + i).forEach((noise, k) => (value[k] += 0.05 * noise));
  }
  model.batch.x.set(normals(model.batch.x.length, seed + 100));
  model.batch.labels.forEach((_, i, labels) => (labels[i] = i % model.classes));
  const question: NetworkQuestion = {
    ask: 'network',
    layers: network.layers,
    inputs: { input: { shape: [BATCH, ...network.input.shape], data: Array.from(model.batch.x) } },
    parameters: Object.fromEntries(
      model.parameters.map(({ name, value, shape }) => [name, { shape, data: Array.from(value) }]),
    ),
    training: true,
    loss: network.loss,
    labels: Array.from(model.batch.labels),
  };
  return { model, loss: createLoss(model, referenceKernels), question };
}

const differences = new Differences();
const prepared = networks.map((network, i) => ({ name: network.name, i, ...prepare(network, 1000 * i) }));
const answers = askTorch<NetworkAnswer>(prepared.map(({ question }) => question));

describe('networks and losses', () => {
  it.each(prepared)('$name', ({ name: network, i, model, loss }) => {
    const answer = answers[i];
    const context = trainingContext(BATCH);
    const outputs = model.forward(context);
    differences.expect(`${network}, outputs`, outputs.subarray(0, answer.y.length), answer.y);
    const meanLoss = loss.evaluate(outputs, model.batch.labels, BATCH);
    differences.expect(`${network}, loss`, [meanLoss], [answer.loss]);
    model.zeroGrad();
    differences.expect(`${network}, dx`, model.backward(loss.gradient, context)!, answer.gradients.input);
    // A bias before a batch normalization has no effect: its gradient is 0 but for rounding.
    const floor = 0.01 * largest(Object.values(answer.gradients).flat());
    for (const { name, grad, value, trainable } of model.parameters) {
      if (trainable) differences.expect(`${network}, d${name}`, grad, answer.gradients[name], floor);
      else differences.expect(`${network}, ${name}`, value, answer.statistics[name]);
    }
  });

  afterAll(() => differences.report('networks and losses'));
});
