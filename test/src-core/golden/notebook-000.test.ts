import { describe, expect, it } from 'vitest';
import { notebook000 } from '../../../src-core/architecture/presets/notebook-000';
import { referenceKernels } from '../../../src-core/kernels/reference';
import { createLoss } from '../../../src-core/model/create-loss';
import { Model } from '../../../src-core/model/model';
import { createOptimizer } from '../../../src-core/training/create-optimizer';
import {
  ONE_LAYER,
  parameterOf,
  readGolden,
  runLayer,
  setWeights,
  SEVERAL_STEPS,
  type GoldenArray,
} from '../../support/golden';
import { trainingContext } from '../../support/layers';
import { expectClose } from '../../support/numbers';

interface Weights {
  convWeight: GoldenArray;
  convBias: GoldenArray;
  denseWeight: GoldenArray;
  denseBias: GoldenArray;
}

const golden = readGolden('notebook-000') as {
  conv2d: (Record<'x' | 'weight' | 'bias' | 'y' | 'dy' | 'dx' | 'dweight' | 'dbias', GoldenArray> &
    Record<'inChannels' | 'outChannels' | 'kernelSize' | 'stride' | 'padding', number>)[];
  maxPool: (Record<'x' | 'y' | 'dy' | 'dx', GoldenArray> & { poolSize: number; stride: number })[];
  simpleCnn: {
    learningRate: number;
    init: Weights;
    steps: { x: GoldenArray; label: number; loss: number; probabilities: GoldenArray }[];
    final: Weights;
  };
};

describe('notebook-000', () => {
  it.each(golden.conv2d)(
    'conv2d, $inChannels → $outChannels, kernel $kernelSize, stride $stride, padding $padding',
    (expected) => {
      const { outChannels: filters, kernelSize, stride, padding } = expected;
      const { layer, y, dx } = runLayer(
        { kind: 'conv2d', filters, kernelSize, stride, padding, bias: true, initializer: { kind: 'heNormal' } },
        expected.x.shape,
        { x: expected.x, dy: expected.dy, parameters: [expected.weight, expected.bias] },
      );
      expect([layer.outputShape, layer.parameters[0].shape]).toEqual([expected.y.shape, expected.weight.shape]);
      expectClose(y, expected.y.data, ONE_LAYER);
      expectClose(dx, expected.dx.data, ONE_LAYER);
      expectClose(layer.parameters[0].grad, expected.dweight.data, ONE_LAYER);
      expectClose(layer.parameters[1].grad, expected.dbias.data, ONE_LAYER);
    },
  );

  it.each(golden.maxPool)('max-pool $poolSize/$stride of $x.shape, ties to all', (expected) => {
    const { poolSize: kernelSize, stride, x, dy } = expected;
    const { y, dx } = runLayer({ kind: 'maxPool2d', kernelSize, stride, ties: 'all' }, x.shape, { x, dy });
    expectClose(y, expected.y.data, ONE_LAYER);
    expectClose(dx, expected.dx.data, ONE_LAYER);
  });

  it('six steps of the network with one filter, one example at a time', () => {
    const { init, steps, final, learningRate } = golden.simpleCnn;
    const { network, settings } = notebook000;
    const model = new Model(network, referenceKernels, { maxBatch: 1, trainable: true });
    const loss = createLoss(model, referenceKernels);
    const optimizer = createOptimizer(settings, model.parameters, referenceKernels);
    const probabilities = new Float32Array(10);
    expect(settings.optimizer.learningRate).toBe(learningRate);
    setWeights(model, {
      'conv.weight': init.convWeight.data,
      'conv.bias': init.convBias.data,
      'fc.weight': init.denseWeight.data,
      'fc.bias': init.denseBias.data,
    });

    for (const [i, step] of steps.entries()) {
      model.batch.x.set(step.x.data);
      model.batch.labels[0] = step.label;
      const logits = model.forward(trainingContext(1));
      const meanLoss = loss.evaluate(logits, model.batch.labels, 1);
      referenceKernels.softmax(logits, probabilities, 1, 10);
      expectClose([meanLoss], [step.loss], SEVERAL_STEPS);
      expectClose(probabilities, step.probabilities.data, SEVERAL_STEPS);
      model.zeroGrad();
      model.backward(loss.gradient, trainingContext(1));
      optimizer.step(learningRate, i + 1);
    }

    expectClose(parameterOf(model, 'conv.weight').value, final.convWeight.data, SEVERAL_STEPS);
    expectClose(parameterOf(model, 'conv.bias').value, final.convBias.data, SEVERAL_STEPS);
    expectClose(parameterOf(model, 'fc.weight').value, final.denseWeight.data, SEVERAL_STEPS);
    expectClose(parameterOf(model, 'fc.bias').value, final.denseBias.data, SEVERAL_STEPS);
  });
});
