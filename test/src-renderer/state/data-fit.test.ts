import { expect, it } from 'vitest';
import { lenet5 } from '../../../src-core/architecture/presets/lenet-5';
import { notebook002 } from '../../../src-core/architecture/presets/notebook-002';
import { limitsOf, misfit, namedAfter, padRefusal } from '../../../src-renderer/state/data-fit';
import { factsOf } from '../support/samples';

const { settings, network } = lenet5;
const mnist = factsOf({ kind: 'mnist' });
const xor = factsOf({ kind: 'xor' });

it('what a recipe can ask for is what its classes have', () => {
  expect(limitsOf(mnist, settings)).toEqual({ training: 60000, test: 10000, side: 28 });
  expect(limitsOf(mnist, { ...settings, classes: [1, 7] })).toEqual({ training: 12000, test: 2000, side: 28 });
  expect(limitsOf(xor, settings).side).toBe(0);
  expect(limitsOf(null, settings)).toEqual({ training: null, test: null, side: null });
});

it('tells why data is not for a network', () => {
  expect(misfit(network, 'MNIST', mnist)).toBeNull();
  expect(misfit(network, 'XOR', xor)).toBe('lenet-5 reads images of 1 × 28 × 28, but XOR has vectors of 2 values.');
  const few = { ...network, classNames: ['a', 'b'] };
  expect(misfit(few, 'MNIST', mnist)).toBe('lenet-5 has 2 classes, but MNIST has 10.');
});

it('calls the classes of a network as the data does, and is the same object for the same names', () => {
  expect(namedAfter(network, mnist.classNames)).toBe(network);
  expect(namedAfter(network, null)).toBe(network);
  const named = namedAfter(network, ['vertical', 'horizontal']);
  expect(named.classNames).toEqual(['vertical', 'horizontal', '2', '3', '4', '5', '6', '7', '8', '9']);
  expect(namedAfter(network, ['vertical', 'horizontal'])).toBe(named);
});

it.each([
  [[2], 'This network reads vectors of 2 values: there is nothing to draw.'],
  [[3, 28, 28], 'This network reads images in colour; the pad draws in grey.'],
  [[1, 16, 16], 'This network reads images of 1 × 16 × 16; the pad gives 28 × 28 pixels.'],
  [[1, 28, 28], null],
])('a pad for examples of %j: %s', (shape, reason) => {
  expect(padRefusal({ ...notebook002.network, input: { ...notebook002.network.input, shape } as never })).toBe(reason);
});
