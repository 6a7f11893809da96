import { describe, it } from 'vitest';
import { referenceKernels } from '../../../src-core/kernels/reference';
import { createLoss } from '../../../src-core/model/create-loss';
import { Model } from '../../../src-core/model/model';
import { Sgd } from '../../../src-core/optimizers/sgd';
import {
  ONE_LAYER,
  parameterOf,
  readGolden,
  runLayer,
  setWeights,
  SEVERAL_STEPS,
  transposed,
  type GoldenArray,
} from '../../support/golden';
import { trainingContext } from '../../support/layers';
import { chainOf, conv2d, dense, flatten, maxPool2d, relu } from '../../support/networks';
import { expectClose } from '../../support/numbers';

type ConvName = 'conv1Weight' | 'conv1Bias' | 'conv2Weight' | 'conv2Bias';

const golden = readGolden('notebook-003') as {
  conv2d: (Record<'x' | 'weight' | 'bias' | 'y' | 'dy' | 'dx' | 'dweightMean' | 'dbiasMean', GoldenArray> &
    Record<'outChannels' | 'kernelSize' | 'stride' | 'padding', number>)[];
  maxPool: (Record<'x' | 'y' | 'dy' | 'dx', GoldenArray> & { poolSize: number; stride: number })[];
  network: {
    learningRate: number;
    init: Record<ConvName | 'dense1Weight' | 'dense2Weight', GoldenArray>;
    x: GoldenArray;
    labels: number[];
    lossPerStep: number[];
    probabilitiesBeforeStep: GoldenArray[];
    final: Record<ConvName, GoldenArray>;
    finalAbsSum: { dense1: number; dense2: number };
  };
};

const absoluteSum = (values: Float32Array): number => values.reduce((sum, value) => sum + Math.abs(value), 0);

/** The notebook's network with its first weights; the biases of the dense layers begin at 0. */
function twoConvolutions(): Model {
  const { init, labels } = golden.network;
  const block = (k: number, filters: number) => [
    conv2d(`conv${k}`, filters, 3, 1),
    relu(`relu${k}`),
    maxPool2d(`pool${k}`, 2),
  ];
  const network = chainOf([1, 28, 28], 10, [
    ...block(1, 8),
    ...block(2, 16),
    flatten('flatten'),
    dense('fc1', 128),
    relu('relu3'),
    dense('fc2', 10),
  ]);
  const model = new Model(network, referenceKernels, { maxBatch: labels.length, trainable: true });
  setWeights(model, {
    'conv1.weight': init.conv1Weight.data,
    'conv1.bias': init.conv1Bias.data,
    'conv2.weight': init.conv2Weight.data,
    'conv2.bias': init.conv2Bias.data,
    'fc1.weight': transposed(init.dense1Weight),
    'fc2.weight': transposed(init.dense2Weight),
  });
  return model;
}

describe('notebook-003', () => {
  it.each(golden.conv2d)('batched conv2d, kernel $kernelSize, stride $stride, padding $padding', (expected) => {
    const { outChannels: filters, kernelSize, stride, padding, x, dy, weight, bias } = expected;
    const { layer, y, dx, batchSize } = runLayer(
      { kind: 'conv2d', filters, kernelSize, stride, padding, bias: true, initializer: { kind: 'heNormal' } },
      x.shape.slice(1),
      { x, dy, parameters: [weight, bias] },
    );
    const [dweight, dbias] = layer.parameters.map(({ grad }) => grad.map((sum) => sum / batchSize));
    expectClose(y, expected.y.data, ONE_LAYER);
    expectClose(dx, expected.dx.data, ONE_LAYER);
    expectClose(dweight, expected.dweightMean.data, ONE_LAYER);
    expectClose(dbias, expected.dbiasMean.data, ONE_LAYER);
  });

  it.each(golden.maxPool)('batched max-pool $poolSize/$stride, ties to all', (expected) => {
    const { poolSize: kernelSize, stride, x, dy } = expected;
    const { y, dx } = runLayer({ kind: 'maxPool2d', kernelSize, stride, ties: 'all' }, x.shape.slice(1), { x, dy });
    expectClose(y, expected.y.data, ONE_LAYER);
    expectClose(dx, expected.dx.data, ONE_LAYER);
  });

  it('five steps of the network with two convolutions', () => {
    const { learningRate, x, labels, lossPerStep, probabilitiesBeforeStep, final, finalAbsSum } = golden.network;
    const model = twoConvolutions();
    const loss = createLoss(model, referenceKernels);
    const optimizer = new Sgd({ momentum: 0 }, model.parameters, referenceKernels);
    const probabilities = new Float32Array(40);
    model.batch.x.set(x.data);
    model.batch.labels.set(labels);

    lossPerStep.forEach((expectedLoss, step) => {
      const logits = model.forward(trainingContext(4));
      expectClose([loss.evaluate(logits, model.batch.labels, 4)], [expectedLoss], SEVERAL_STEPS);
      referenceKernels.softmax(logits, probabilities, 4, 10);
      expectClose(probabilities, probabilitiesBeforeStep[step].data, SEVERAL_STEPS);
      model.zeroGrad();
      model.backward(loss.gradient, trainingContext(4));
      optimizer.step(learningRate, step + 1);
    });

    expectClose(parameterOf(model, 'conv1.weight').value, final.conv1Weight.data, SEVERAL_STEPS);
    expectClose(parameterOf(model, 'conv1.bias').value, final.conv1Bias.data, SEVERAL_STEPS);
    expectClose(parameterOf(model, 'conv2.weight').value, final.conv2Weight.data, SEVERAL_STEPS);
    expectClose(parameterOf(model, 'conv2.bias').value, final.conv2Bias.data, SEVERAL_STEPS);
    expectClose([absoluteSum(parameterOf(model, 'fc1.weight').value)], [finalAbsSum.dense1], SEVERAL_STEPS);
    expectClose([absoluteSum(parameterOf(model, 'fc2.weight').value)], [finalAbsSum.dense2], SEVERAL_STEPS);
  });
});
