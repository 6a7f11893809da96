import { describe, it } from 'vitest';
import { referenceKernels } from '../../../src-core/kernels/reference';
import { SoftmaxCrossEntropy } from '../../../src-core/losses/softmax-cross-entropy';
import { ONE_LAYER, readGolden, type GoldenArray } from '../../support/golden';
import { looseLayer, setParameters, trainingContext } from '../../support/layers';
import { expectClose } from '../../support/numbers';

const golden = readGolden('notebook-004') as Record<
  'x' | 'weight' | 'conv' | 'relu' | 'maxPool' | 'dPool' | 'dRelu' | 'logits' | 'probabilities',
  GoldenArray
> & { labels: number[]; meanLoss: number };

const floats = ({ data }: GoldenArray): Float32Array => Float32Array.from(data);

describe('notebook-004', () => {
  it('conv2d 4×4 without bias, ReLU and max-pool 4/4 with ties to all', () => {
    // (3, 28, 28, 1) with the one channel last has the same order as (3, 1, 28, 28).
    const conv = looseLayer(
      {
        kind: 'conv2d',
        filters: 4,
        kernelSize: 4,
        stride: 1,
        padding: 0,
        bias: false,
        initializer: { kind: 'heNormal' },
      },
      [[1, 28, 28]],
      3,
    );
    const relu = looseLayer({ kind: 'relu' }, [conv.outputShape], 3);
    const pool = looseLayer({ kind: 'maxPool2d', kernelSize: 4, stride: 4, ties: 'all' }, [relu.outputShape], 3);
    setParameters(conv, golden.weight.data);
    const convolved = conv.forward([floats(golden.x)], trainingContext(3));
    const rectified = relu.forward([convolved], trainingContext(3));
    const pooled = pool.forward([rectified], trainingContext(3));
    expectClose(convolved, golden.conv.data, ONE_LAYER);
    expectClose(rectified, golden.relu.data, ONE_LAYER);
    expectClose(pooled, golden.maxPool.data, ONE_LAYER);

    const [dRelu] = pool.backward(floats(golden.dPool), trainingContext(3));
    expectClose(dRelu!, golden.dRelu.data, ONE_LAYER);
  });

  it('softmax and mean loss', () => {
    const logits = floats(golden.logits);
    const probabilities = new Float32Array(30);
    referenceKernels.softmax(logits, probabilities, 3, 10);
    expectClose(probabilities, golden.probabilities.data, ONE_LAYER);
    const loss = new SoftmaxCrossEntropy({ classes: 10, epsilon: 1e-9 }, referenceKernels, 3);
    expectClose([loss.evaluate(logits, Float32Array.from(golden.labels), 3)], [golden.meanLoss], ONE_LAYER);
  });
});
