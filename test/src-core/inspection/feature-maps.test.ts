import { expect, it } from 'vitest';
import { featureMaps } from '../../../src-core/inspection/feature-maps';
import { referenceKernels } from '../../../src-core/kernels/reference';
import { buildModel } from '../../../src-core/model/model';
import { chainOf, dense, flatten, relu } from '../../support/networks';

it('sends vectors of more than 4,096 values thinned, the others whole', () => {
  const network = chainOf([1, 2, 2], 3, [flatten('flatten'), dense('wide', 9000), relu('relu'), dense('fc', 3)]);
  const model = buildModel(network, referenceKernels, { maxBatch: 1, trainable: false, seed: 7 });
  model.batch.x.set([0.1, 0.2, 0.3, 0.4]);
  model.forward({ mode: 'eval', batchSize: 1, seed: 7, step: 0 });
  const maps = featureMaps(model);
  expect(maps.map(({ layer, shape, stride, values }) => [layer, shape, stride, values.length])).toEqual([
    ['flatten', [4], 1, 4],
    ['wide', [9000], 3, 3000],
    ['relu', [9000], 3, 3000],
    ['fc', [3], 1, 3],
  ]);
  const whole = model.output('wide');
  expect(new Set(whole.subarray(0, 7)).size).toBe(7);
  expect([...maps[1].values.subarray(0, 3)]).toEqual([whole[0], whole[3], whole[6]]);
});
