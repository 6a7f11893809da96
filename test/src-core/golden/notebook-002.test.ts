import { describe, it } from 'vitest';
import { referenceKernels } from '../../../src-core/kernels/reference';
import { SoftmaxCrossEntropy } from '../../../src-core/losses/softmax-cross-entropy';
import { ONE_LAYER, readGolden, runLayer, type GoldenArray } from '../../support/golden';
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

  it.each(golden.pooling.filter(({ type }) => type === 'max'))(
    'overlapping max-pool $poolSize/$stride of $x.shape, ties to the first',
    (expected) => {
      const { poolSize, stride, x, dy } = expected;
      const { y, dx } = runLayer(
        { kind: 'maxPool2d', kernelSize: poolSize[0], stride, ties: 'first' },
        [1, ...x.shape],
        { x, dy },
      );
      expectClose(y, expected.y.data, ONE_LAYER);
      expectClose(dx, expected.dx.data, ONE_LAYER);
    },
  );

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
});
