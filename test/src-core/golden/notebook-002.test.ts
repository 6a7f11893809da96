import { describe, expect, it } from 'vitest';
import { notebook002 } from '../../../src-core/architecture/presets/notebook-002';
import { referenceKernels } from '../../../src-core/kernels/reference';
import type { Layer } from '../../../src-core/layers/layer';
import { SoftmaxCrossEntropy } from '../../../src-core/losses/softmax-cross-entropy';
import { SquaredError } from '../../../src-core/losses/squared-error';
import { createLoss } from '../../../src-core/model/create-loss';
import { Model } from '../../../src-core/model/model';
import { Sgd } from '../../../src-core/optimizers/sgd';
import {
  ONE_LAYER,
  parameterOf,
  readGolden,
  runLayer,
  SEVERAL_STEPS,
  setWeights,
  type GoldenArray,
} from '../../support/golden';
import { looseLayer, setParameters, trainingContext } from '../../support/layers';
import { expectClose } from '../../support/numbers';

const golden = readGolden('notebook-002') as {
  conv2d: (Record<'x' | 'weight' | 'y' | 'dy' | 'dx' | 'dweight', GoldenArray> & { kernelSize: number })[];
  pooling: (Record<'x' | 'y' | 'dy' | 'dx', GoldenArray> & {
    type: string;
    poolSize: [number, number];
    stride: number;
  })[];
  dense: Record<'x' | 'weight' | 'bias' | 'y' | 'dy' | 'dx' | 'dweight' | 'dbias', GoldenArray>;
  softmaxCrossEntropy: {
    logits: GoldenArray;
    labels: number[];
    loss: number;
    probabilities: GoldenArray;
    dlogits: GoldenArray;
  };
  xor: Record<'init' | 'final', Record<'weight' | 'bias', GoldenArray>[]> & {
    learningRate: number;
    x: number[][];
    y: number[];
    lossPerEpoch: number[];
  };
};

describe('notebook-002', () => {
  it.each(golden.conv2d)('conv2d of one channel without bias, kernel $kernelSize', (expected) => {
    const { kernelSize, x, dy, weight } = expected;
    const { layer, y, dx } = runLayer(
      { kind: 'conv2d', filters: 1, kernelSize, stride: 1, padding: 0, bias: false, initializer: { kind: 'heNormal' } },
      [1, ...x.shape],
      { x, dy, parameters: [weight] },
    );
    expectClose(y, expected.y.data, ONE_LAYER);
    expectClose(dx, expected.dx.data, ONE_LAYER);
    expectClose(layer.parameters[0].grad, expected.dweight.data, ONE_LAYER);
  });

  it.each(golden.pooling)('overlapping $type-pool $poolSize/$stride of $x.shape, ties to the first', (expected) => {
    const { type, poolSize, stride, x, dy } = expected;
    const kernelSize = poolSize[0];
    const { y, dx } = runLayer(
      type === 'max'
        ? { kind: 'maxPool2d', kernelSize, stride, ties: 'first' }
        : { kind: 'averagePool2d', kernelSize, stride },
      [1, ...x.shape],
      { x, dy },
    );
    expectClose(y, expected.y.data, ONE_LAYER);
    expectClose(dx, expected.dx.data, ONE_LAYER);
  });

  it('dense', () => {
    const { x, dy, weight, bias, ...expected } = golden.dense;
    const { layer, y, dx } = runLayer(
      { kind: 'dense', units: 4, bias: true, initializer: { kind: 'heNormal' } },
      x.shape,
      { x, dy, parameters: [weight, bias] },
    );
    expectClose(y, expected.y.data, ONE_LAYER);
    expectClose(dx, expected.dx.data, ONE_LAYER);
    expectClose(layer.parameters[0].grad, expected.dweight.data, ONE_LAYER);
    expectClose(layer.parameters[1].grad, expected.dbias.data, ONE_LAYER);
  });

  it('softmax cross-entropy', () => {
    const expected = golden.softmaxCrossEntropy;
    const [n, classes] = expected.logits.shape;
    const logits = Float32Array.from(expected.logits.data);
    const probabilities = new Float32Array(n * classes);
    referenceKernels.softmax(logits, probabilities, n, classes);
    expectClose(probabilities, expected.probabilities.data, ONE_LAYER);

    const loss = new SoftmaxCrossEntropy({ classes, epsilon: 0 }, referenceKernels, n);
    expectClose([loss.evaluate(logits, Float32Array.from(expected.labels), n)], [expected.loss], ONE_LAYER);
    expectClose(loss.gradient, expected.dlogits.data, ONE_LAYER);
  });

  it('200 epochs of exclusive or, one case at a time, from the same weights', () => {
    const { init, learningRate, x, y, lossPerEpoch, final } = golden.xor;
    const model = new Model(notebook002.network, referenceKernels, { maxBatch: 1, trainable: true });
    const loss = createLoss(model, referenceKernels);
    const optimizer = new Sgd({ momentum: 0 }, model.parameters, referenceKernels);
    const named = (layers: typeof init): Record<string, readonly number[]> =>
      Object.fromEntries(
        layers.flatMap(({ weight, bias }, i) => [
          [`fc${i + 1}.weight`, weight.data],
          [`fc${i + 1}.bias`, bias.data],
        ]),
      );
    setWeights(model, named(init));
    const losses = lossPerEpoch.map(() => {
      let sum = 0;
      x.forEach((point, i) => {
        model.batch.x.set(point);
        model.batch.labels[0] = y[i];
        const outputs = model.forward(trainingContext(1));
        sum += loss.evaluate(outputs, model.batch.labels, 1);
        model.zeroGrad();
        model.backward(loss.gradient, trainingContext(1));
        optimizer.step(learningRate, 1);
      });
      return sum;
    });
    expectClose(losses, lossPerEpoch, SEVERAL_STEPS);
    for (const [name, values] of Object.entries(named(final))) {
      expectClose(parameterOf(model, name).value, values, SEVERAL_STEPS);
    }
  });
});

/** What the notebook works out by hand, with its numbers. */
describe('worked examples of notebook-002', () => {
  const window = { inChannels: 1, outChannels: 1, strideY: 1, strideX: 1, paddingTop: 0, paddingLeft: 0 };

  it('convolution: a 3×3 input, a 2×3 kernel, a gradient of 2×1', () => {
    const geometry = {
      ...window,
      ...{ inHeight: 3, inWidth: 3, kernelHeight: 2, kernelWidth: 3, outHeight: 2, outWidth: 1 },
    };
    const x = Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9);
    const [dy, weight] = [Float32Array.of(10, 20), Float32Array.of(0, 1, 0, 1, 0, 0)];
    const [dweight, dx] = [new Float32Array(6), new Float32Array(9)];
    referenceKernels.conv2dBackwardWeight(x, dy, dweight, null, 1, geometry);
    referenceKernels.conv2dBackwardInput(dy, weight, dx, 1, geometry);
    expect([...dweight]).toEqual([90, 120, 150, 180, 210, 240]);
    expect([...dx]).toEqual([0, 10, 0, 10, 20, 0, 20, 0, 0]);
  });

  const image = { shape: [3, 3], data: [1, 5, 4, 9, 2, 1, 6, 3, 2] };
  const [a, b, c, d] = [1, 2, 3, 4];
  const abcd = { shape: [2, 2], data: [a, b, c, d] };

  it('max-pooling: each window hands its gradient to its maximum', () => {
    const spec = { kind: 'maxPool2d', kernelSize: 2, stride: 1, ties: 'first' } as const;
    const { y, dx } = runLayer(spec, [1, 3, 3], { x: image, dy: abcd });
    expect([...y]).toEqual([9, 5, 9, 3]);
    expect([...dx]).toEqual([0, b, 0, a + c, 0, 0, 0, d, 0]);
  });

  it('average-pooling: each window spreads its gradient evenly', () => {
    const spec = { kind: 'averagePool2d', kernelSize: 2, stride: 1 } as const;
    const { y, dx } = runLayer(spec, [1, 3, 3], { x: image, dy: abcd });
    expect([...y]).toEqual([4.25, 3, 5, 2]);
    expect(Array.from(dx, (value) => 4 * value)).toEqual([a, a + b, b, a + c, a + b + c + d, b + d, c, c + d, d]);
  });

  it('max-pooling of a 3×4 input, where one maximum serves two windows', () => {
    const geometry = {
      ...window,
      ...{ inHeight: 3, inWidth: 4, kernelHeight: 2, kernelWidth: 2, outHeight: 2, outWidth: 3 },
    };
    const x = Float32Array.of(1, 5, 4, 8, 9, 2, 1, 12, 6, 3, 2, 9);
    const [y, dx] = [new Float32Array(6), new Float32Array(12)];
    referenceKernels.maxPool2d(x, y, 1, geometry);
    referenceKernels.maxPool2dBackward(x, y, Float32Array.of(1, 2, 3, 4, 5, 6), dx, 1, geometry, 'first');
    expect([...dx]).toEqual([0, 2, 0, 0, 5, 0, 0, 9, 0, 5, 0, 0]);
  });

  it('two dense layers and ½ (o₂ − y)²: the first weight learns by (o₂ − y) · w₂ · x₁', () => {
    const [x1, w1, b1, w2, b2, target] = [3, 0.5, 0.25, -2, 1, 0];
    const [first, second] = [denseOf(w1, b1), denseOf(w2, b2)];
    const loss = new SquaredError({ size: 1, reduction: 'half' }, referenceKernels, 1);
    const o1 = first.forward([Float32Array.of(x1)], trainingContext(1));
    const o2 = second.forward([o1], trainingContext(1));
    loss.evaluate(o2, Float32Array.of(target), 1);
    const [do1] = second.backward(loss.gradient, trainingContext(1));
    first.backward(do1!, trainingContext(1));
    const difference = w2 * (w1 * x1 + b1) + b2 - target;
    expect(first.parameters[0].grad[0]).toBe(difference * w2 * x1);
    expect(second.parameters[0].grad[0]).toBe(difference * (w1 * x1 + b1));
  });
});

function denseOf(weight: number, bias: number): Layer {
  const layer = looseLayer({ kind: 'dense', units: 1, bias: true, initializer: { kind: 'heNormal' } }, [[1]]);
  setParameters(layer, [weight], [bias]);
  return layer;
}
