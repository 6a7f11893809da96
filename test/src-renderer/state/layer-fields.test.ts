import { describe, expect, it } from 'vitest';
import type { LayerSpec } from '../../../src-core/architecture/layer-spec';
import { lenet5 } from '../../../src-core/architecture/presets/lenet-5';
import { notebook002 } from '../../../src-core/architecture/presets/notebook-002';
import { applyEdit } from '../../../src-renderer/state/apply-edit';
import { stepped, type EditField } from '../../../src-renderer/state/edit-field';
import { layerFields, lossFields } from '../../../src-renderer/state/layer-fields';
import { layerKinds, layerOf, newLayer } from '../../../src-renderer/state/layer-kinds';
import type { NetworkEdit } from '../../../src-renderer/state/network-edit';
import { networkOf } from '../../support/networks';

const fieldOf = (spec: LayerSpec, id: string): EditField => layerFields(spec).find((field) => field.id === id)!;
const idsOf = (fields: readonly EditField[]): string[] => fields.map(({ id }) => id);

/** The layer once a text has been typed into a field; one sentence where it is not taken. */
function typed(spec: LayerSpec, id: string, text: string): LayerSpec | string {
  const reading = fieldOf(spec, id).read(text);
  if (!reading.ok) return reading.error;
  return applyEdit(networkOf([1, 8, 8], 10, [spec]), reading.edit).layers[0];
}

const conv = layerOf('conv2d');
const bn = layerOf('batchNorm');

it('has every setting of a kind', () => {
  const weights = ['bias', 'initializer', 'biasInitializer'];
  expect(idsOf(layerFields(conv))).toEqual(['filters', 'kernelSize', 'stride', 'padding', ...weights]);
  expect(idsOf(layerFields(layerOf('dense')))).toEqual(['units', ...weights]);
  expect(idsOf(layerFields(layerOf('maxPool2d')))).toEqual(['kernelSize', 'stride', 'ties']);
  expect(idsOf(layerFields(bn))).toEqual(['momentum', 'epsilon']);
  expect(idsOf(layerFields(layerOf('relu')))).toEqual([]);
  for (const { kind } of layerKinds) {
    const { kind: _, name, inputs, ...settings } = newLayer(kind);
    expect([name, inputs]).toBeDefined();
    for (const id of Object.keys(settings)) expect(idsOf(layerFields(newLayer(kind))), kind).toContain(id);
  }
});

it.each(layerKinds.flatMap(({ kind }) => layerFields(newLayer(kind)).map((field) => [kind, field.id, field] as const)))(
  '%s, %s: reads back what it shows',
  (kind, _, field) => {
    const network = networkOf([1, 8, 8], 10, [newLayer(kind)]);
    const reading = field.read(field.text);
    expect(reading.ok && applyEdit(network, reading.edit)).toBe(network);
  },
);

describe('good input', () => {
  it.each<[LayerSpec, string, string, object]>([
    [conv, 'filters', '1,024', { filters: 1024 }],
    [conv, 'kernelSize', ' 5 ', { kernelSize: 5 }],
    [conv, 'padding', 'valid', { padding: 'valid' }],
    [conv, 'padding', 'pixels', { padding: 1 }],
    [{ ...conv, padding: 2 }, 'padding', 'pixels', { padding: 2 }],
    [{ ...conv, padding: 2 }, 'paddingPixels', '0', { padding: 0 }],
    [conv, 'bias', 'false', { bias: false }],
    [conv, 'initializer', 'normal', { initializer: { kind: 'normal', sigma: 0.1 } }],
    [
      { ...conv, initializer: { kind: 'normal', sigma: 1 } },
      ...(['initializerSigma', '0.02'] as const),
      { initializer: { kind: 'normal', sigma: 0.02 } },
    ],
    [
      { ...conv, biasInitializer: { kind: 'constant', value: 1 } },
      ...(['biasInitializerValue', '-0.5'] as const),
      { biasInitializer: { kind: 'constant', value: -0.5 } },
    ],
    [conv, 'biasInitializer', 'constant', { biasInitializer: { kind: 'constant', value: 0 } }],
    [layerOf('maxPool2d'), 'ties', 'all', { ties: 'all' }],
    [layerOf('dropout'), 'rate', '.5', { rate: 0.5 }],
    [layerOf('leakyRelu'), 'negativeSlope', '0.2', { negativeSlope: 0.2 }],
    [layerOf('depthwiseConv2d'), 'depthMultiplier', '2', { depthMultiplier: 2 }],
    [bn, 'momentum', '1', { momentum: 1 }],
    [bn, 'epsilon', '1e-3', { epsilon: 0.001 }],
  ])('%j, %s "%s" changes that setting and no other', (spec, id, text, changes) => {
    expect(typed(spec, id, text)).toEqual({ ...spec, ...changes });
  });

  it('takes the bias’s initialiser away again', () => {
    const spec: LayerSpec = { ...conv, biasInitializer: { kind: 'heNormal' } };
    expect(typed(spec, 'biasInitializer', 'zero')).toEqual(conv);
  });
});

describe('bad input is answered by what the field takes, in one sentence', () => {
  it.each<[LayerSpec, string, string, string]>([
    [conv, 'filters', '0', 'Filters is a whole number from 1 to 4,096.'],
    [conv, 'filters', '2.5', 'Filters is a whole number from 1 to 4,096.'],
    [conv, 'filters', '', 'Filters is a whole number from 1 to 4,096.'],
    [{ ...conv, padding: 1 }, 'paddingPixels', '-1', 'Padding size is a whole number from 0 to 4,096.'],
    [layerOf('dense'), 'units', '65,537', 'Units is a whole number from 1 to 65,536.'],
    [layerOf('dropout'), 'rate', '1', 'Rate is a number from 0 to 0.99.'],
    [bn, 'epsilon', '0', 'Epsilon is a number above 0, at most 1.'],
    [conv, 'padding', 'most', 'Padding is one of Same size, None (valid), Pixels.'],
    [conv, 'bias', 'perhaps', 'Bias is on or off.'],
  ])('%j, %s "%s"', (spec, id, text, sentence) => {
    expect(typed(spec, id, text)).toBe(sentence);
  });
});

describe('a step', () => {
  const step = (spec: LayerSpec, id: string, steps: number): string | null => stepped(fieldOf(spec, id), steps);

  it('is one, or what the slider moves by, and never leaves the range', () => {
    expect(step(conv, 'filters', 1)).toBe('17');
    expect(step({ ...conv, filters: 1 }, 'filters', -1)).toBeNull();
    expect(step({ ...conv, filters: 1024 }, 'filters', -1)).toBe('1023');
    expect(step(layerOf('dropout'), 'rate', 1)).toBe('0.3');
    expect(step(layerOf('dropout', { rate: 0.99 }), 'rate', 1)).toBeNull();
    expect(step(conv, 'padding', 1)).toBeNull();
  });

  it('from a small value goes to the first step, or to nothing where that is allowed', () => {
    expect(step(bn, 'epsilon', 1)).toBe('0.001');
    expect(step(bn, 'epsilon', -1)).toBeNull();
    expect(step(layerOf('leakyRelu', { negativeSlope: 0.001 }), 'negativeSlope', -1)).toBe('0');
  });
});

describe('the loss', () => {
  const after = (id: string, text: string): NetworkEdit | string => {
    const reading = lossFields(lenet5.network)
      .find((field) => field.id === id)!
      .read(text);
    return reading.ok ? reading.edit : reading.error;
  };
  const loss = (changed: object): NetworkEdit => ({ kind: 'describe', changes: { loss: changed as never } });

  it('has a kind, and smoothing and epsilon where that has them', () => {
    expect(idsOf(lossFields(lenet5.network))).toEqual(['loss', 'labelSmoothing', 'epsilon']);
    expect(idsOf(lossFields(notebook002.network))).toEqual(['loss']);
  });

  it('changes by a description of the network', () => {
    expect(after('loss', 'meanSquaredError')).toEqual(loss({ kind: 'meanSquaredError' }));
    const { loss: own } = lenet5.network;
    expect(after('labelSmoothing', '0.1')).toEqual(loss({ ...own, labelSmoothing: 0.1 }));
    expect(after('labelSmoothing', '0')).toEqual(loss({ ...own, labelSmoothing: undefined }));
    expect(after('epsilon', '1')).toBe('Epsilon is a number from 0 to 0.1.');
  });
});
