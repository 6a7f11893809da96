import { describe, expect, it } from 'vitest';
import { analyzeNetwork } from '../../../src-core/architecture/analyze';
import { layerSpecSchema } from '../../../src-core/architecture/layer-spec';
import { lenet5 } from '../../../src-core/architecture/presets/lenet-5';
import { applyEdit } from '../../../src-renderer/state/apply-edit';
import { templates } from '../../../src-renderer/state/templates';
import { searched } from '../../../src-renderer/state/word-search';
import { networkOf } from '../../support/networks';
import { withTemplate } from '../support/edits';

const shapesAfter = (id: string, shape: readonly number[]): (readonly number[] | null)[] =>
  analyzeNetwork(withTemplate(networkOf(shape, 7, []), id)).layers.map(({ outputShape }) => outputShape);

describe.each(templates)('$id', ({ id, block, sentence }) => {
  it.each([[[3, 8, 8]], [[5]], [null]])('is made of layers with names of their own, behind %j', (shape) => {
    const layers = block({ shape, classes: 7 });
    for (const layer of layers) expect(layerSpecSchema.parse(layer)).toEqual(layer);
    expect(new Set(layers.map(({ name }) => name)).size).toBe(layers.length);
    expect(sentence).toMatch(/^[A-Z][^.]*\.$/);
  });

  it('works where it is meant to be, and names nothing twice in a network that has all of its names', () => {
    const start = networkOf(id === 'dense-relu-dropout' ? [9] : [3, 8, 8], 7, []);
    const twice = withTemplate(withTemplate(start, id), id === 'answer' ? 'dense-relu-dropout' : id);
    const { faults } = analyzeNetwork(twice);
    expect(faults.filter(({ kind }) => kind !== 'wrongOutputs')).toEqual([]);
  });
});

it('the answer flattens an image, and has an output for each class', () => {
  expect(shapesAfter('answer', [3, 8, 8])).toEqual([[192], [7]]);
  expect(shapesAfter('answer', [9])).toEqual([[7]]);
});

it('a residual block keeps the shape of what it is put behind', () => {
  expect(shapesAfter('residual', [3, 8, 8]).at(-1)).toEqual([3, 8, 8]);
  const { layers } = withTemplate(networkOf([3, 8, 8], 7, []), 'residual');
  expect(layers.find(({ kind }) => kind === 'add')?.inputs).toEqual(['bn2', 'input']);
});

it('can be put into the middle of a preset', () => {
  const block = templates.find(({ id }) => id === 'residual')!.block({ shape: [6, 14, 14], classes: 10 });
  const edited = applyEdit(lenet5.network, { kind: 'insertAfter', block, after: 'pool1' });
  expect(analyzeNetwork(edited).errors).toEqual([]);
});

it('is found by what people call it', () => {
  expect(searched(templates, 'resnet')[0]?.id).toBe('residual');
  expect(searched(templates, 'mobilenet')[0]?.id).toBe('depthwise-separable');
  expect(searched(templates, '')).toEqual(templates);
});
