import { describe, it } from 'vitest';
import { referenceKernels } from '../../../src-core/kernels/reference';
import { createLoss } from '../../../src-core/model/create-loss';
import { Model } from '../../../src-core/model/model';
import { ONE_LAYER, parameterOf, readGolden, setWeights, transposed, type GoldenArray } from '../../support/golden';
import { trainingContext } from '../../support/layers';
import { chainOf, conv2d, dense, flatten, relu } from '../../support/networks';
import { expectClose } from '../../support/numbers';

const golden = readGolden('notebook-001') as {
  cases: (Record<
    'x' | 'convWeight' | 'convBias' | 'conv' | 'probabilities' | 'dflat' | 'dConvWeight' | 'dConvBias',
    GoldenArray
  > &
    Record<'denseWeights' | 'denseBiases' | 'dDenseWeights' | 'dDenseBiases', GoldenArray[]> & {
      inputShape: number[];
      filters: number;
      kernelSize: number;
      padding: number;
      stride: number;
      dense: [number, number];
      labels: number[];
      meanLoss: number;
    })[];
};
type Case = (typeof golden.cases)[number];

const classifier = ([units, classes]: [number, number]) => [dense('fc1', units), relu('relu'), dense('fc2', classes)];

function setClassifier(model: Model, { denseWeights, denseBiases }: Case): void {
  setWeights(model, {
    'fc1.weight': transposed(denseWeights[0]),
    'fc1.bias': denseBiases[0].data,
    'fc2.weight': transposed(denseWeights[1]),
    'fc2.bias': denseBiases[1].data,
  });
}

/** conv → flatten → dense ReLU → dense with the weights of the case. */
function wholeModel(expected: Case): Model {
  const { inputShape, filters, kernelSize, padding, stride, labels } = expected;
  const network = chainOf(inputShape, expected.dense[1], [
    { ...conv2d('conv', filters, kernelSize, padding), stride },
    flatten('flatten'),
    ...classifier(expected.dense),
  ]);
  const model = new Model(network, referenceKernels, { maxBatch: labels.length, trainable: true });
  setWeights(model, { 'conv.weight': expected.convWeight.data, 'conv.bias': expected.convBias.data });
  setClassifier(model, expected);
  return model;
}

/** The same from the flattened maps on, which are its input, so that their gradient can be seen. */
function classifierModel(expected: Case): Model {
  const network = chainOf([expected.dflat.shape[1]], expected.dense[1], classifier(expected.dense));
  const maxBatch = expected.labels.length;
  const model = new Model(network, referenceKernels, { maxBatch, trainable: true, inputGradient: true });
  setClassifier(model, expected);
  return model;
}

describe.each(golden.cases)('notebook-001, $inputShape, stride $stride, padding $padding', (expected) => {
  const n = expected.labels.length;

  it('maps, probabilities, mean loss and the gradients of all parameters', () => {
    const model = wholeModel(expected);
    const loss = createLoss(model, referenceKernels);
    model.batch.x.set(expected.x.data);
    model.batch.labels.set(expected.labels);
    const logits = model.forward(trainingContext(n));
    const probabilities = new Float32Array(logits.length);
    referenceKernels.softmax(logits, probabilities, n, model.classes);
    expectClose(model.output('conv'), expected.conv.data, ONE_LAYER);
    expectClose(probabilities, expected.probabilities.data, ONE_LAYER);
    expectClose([loss.evaluate(logits, model.batch.labels, n)], [expected.meanLoss], ONE_LAYER);

    model.backward(loss.gradient, trainingContext(n));
    expectClose(parameterOf(model, 'conv.weight').grad, expected.dConvWeight.data, ONE_LAYER);
    expectClose(parameterOf(model, 'conv.bias').grad, expected.dConvBias.data, ONE_LAYER);
    expectClose(parameterOf(model, 'fc1.weight').grad, transposed(expected.dDenseWeights[0]), ONE_LAYER);
    expectClose(parameterOf(model, 'fc1.bias').grad, expected.dDenseBiases[0].data, ONE_LAYER);
    expectClose(parameterOf(model, 'fc2.weight').grad, transposed(expected.dDenseWeights[1]), ONE_LAYER);
    expectClose(parameterOf(model, 'fc2.bias').grad, expected.dDenseBiases[1].data, ONE_LAYER);
  });

  it('the gradient of the flattened maps', () => {
    const model = classifierModel(expected);
    const loss = createLoss(model, referenceKernels);
    model.batch.x.set(expected.conv.data);
    model.batch.labels.set(expected.labels);
    loss.evaluate(model.forward(trainingContext(n)), model.batch.labels, n);
    expectClose(model.backward(loss.gradient, trainingContext(n))!, expected.dflat.data, ONE_LAYER);
  });
});
