import { describe, expect, it } from 'vitest';
import { KIND_NAMES } from '../../../src-core/architecture/describe-layer';
import { layerSpecSchema } from '../../../src-core/architecture/layer-spec';
import { KIND_GROUPS, layerKinds, newLayer } from '../../../src-renderer/state/layer-kinds';
import { searched } from '../../../src-renderer/state/word-search';

const found = (query: string): string[] => searched(layerKinds, query).map(({ kind }) => kind);

it('has every kind once, group after group', () => {
  expect(layerKinds.map(({ kind }) => kind).sort()).toEqual(Object.keys(KIND_NAMES).sort());
  const groups = layerKinds.map(({ group }) => KIND_GROUPS.indexOf(group));
  expect(groups).toEqual([...groups].sort((a, b) => a - b));
  expect(new Set(groups).size).toBe(KIND_GROUPS.length);
});

it.each(layerKinds)('$kind: one short sentence, and a layer that may be put in', ({ kind, sentence }) => {
  expect(sentence).toMatch(/^[A-Z][^.]*\.$/);
  expect(sentence.length).toBeLessThan(95);
  const layer = newLayer(kind);
  expect(layerSpecSchema.parse(layer)).toEqual(layer);
  expect(layer).toMatchObject({ kind, inputs: ['input'] });
});

it('begins with sensible settings', () => {
  expect(newLayer('conv2d')).toEqual({
    ...{ kind: 'conv2d', name: 'conv1', inputs: ['input'], filters: 16, kernelSize: 3, stride: 1, padding: 'same' },
    ...{ bias: true, initializer: { kind: 'heNormal' } },
  });
  expect(newLayer('dense')).toMatchObject({ name: 'fc1', units: 64 });
});

describe('a search', () => {
  it.each([
    ['', 'conv2d'],
    ['conv', 'conv2d'],
    ['Conv2d', 'conv2d'],
    ['Linear', 'dense'],
    ['fully connected', 'dense'],
    ['fully-con', 'dense'],
    ['FC', 'dense'],
    ['BN', 'batchNorm'],
    ['BatchNorm2d', 'batchNorm'],
    ['norm', 'batchNorm'],
    ['skip', 'add'],
    ['residual', 'add'],
    ['cat', 'concatenate'],
    ['MaxPool2d', 'maxPool2d'],
    ['max', 'maxPool2d'],
    ['gap', 'globalAveragePool2d'],
    ['AdaptiveAvgPool2d', 'globalAveragePool2d'],
    ['depthwise', 'depthwiseConv2d'],
    ['re', 'relu'],
    ['lrelu', 'leakyRelu'],
    ['mxpl', 'maxPool2d'],
  ])('"%s" finds %s first', (query, kind) => expect(found(query)[0]).toBe(kind));

  it('finds by the beginning of the name, then by words, then by letters in order', () => {
    expect(found('s')).toEqual([
      ...['sigmoid', 'softmax'], // names
      ...['depthwiseConv2d', 'maxPool2d', 'averagePool2d'], // separable, subsampling
      ...['leakyRelu', 'add', 'concatenate'], // slope, sum, stack
      'dense', // letters
    ]);
  });

  it('finds nothing that is not there, and everything where nothing is asked', () => {
    expect(found('transformer')).toEqual([]);
    expect(found('!')).toEqual([]);
    expect(found(' ')).toHaveLength(layerKinds.length);
  });
});
