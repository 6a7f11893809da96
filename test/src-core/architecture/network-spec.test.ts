import { describe, expect, it } from 'vitest';
import { parseNetwork } from '../../../src-core/architecture/network-spec';
import { InputError } from '../../../src-core/input-error';
import { findPreset } from '../../../src-core/architecture/presets';

interface Json {
  [key: string]: Json;
}

/** Parses lenet-5 with one thing changed, and gives the sentence by which it is refused. */
function refusal(change: (network: Json) => void): string {
  const network = JSON.parse(JSON.stringify(findPreset('lenet-5').network)) as Json;
  change(network);
  try {
    parseNetwork(network);
  } catch (error) {
    expect(error).toBeInstanceOf(InputError);
    return (error as Error).message;
  }
  throw new Error('the network was taken');
}

/** Puts any value at a place of the network. */
function refusalOf(value: unknown, ...path: (string | number)[]): string {
  return refusal((network) => {
    const last = path[path.length - 1];
    const parent = path.slice(0, -1).reduce((json, key) => json[key], network);
    parent[last] = value as Json;
  });
}

describe('parseNetwork', () => {
  it.each([
    [['comment'], 'x', 'Network: unrecognized key: "comment".'],
    [['layers', 0, 'dilation'], 2, 'Network: layers[0]: unrecognized key: "dilation".'],
    [['input', 'colour'], true, 'Network: input: unrecognized key: "colour".'],
    [['layers', 0, 'initializer', 'gain'], 1, 'Network: layers[0].initializer: unrecognized key: "gain".'],
  ])('refuses an unknown key at %j', (path, value, sentence) => {
    expect(refusalOf(value, ...path)).toBe(sentence);
  });

  it('refuses an unknown kind of layer, initialiser or loss', () => {
    expect(refusalOf('conv3d', 'layers', 3, 'kind')).toMatch(/^Network: layers\[3\]\.kind: expected 'conv2d' \| .+\.$/);
    expect(refusalOf('zeros', 'layers', 0, 'initializer', 'kind')).toMatch(
      /^Network: layers\[0\]\.initializer\.kind: expected 'heNormal' \| .+\.$/,
    );
    expect(refusalOf('hinge', 'loss', 'kind')).toBe(
      "Network: loss.kind: expected 'softmaxCrossEntropy' | 'meanSquaredError' | 'halfSquaredError'.",
    );
  });

  it.each([
    [0, 'expected number to be >=1'],
    [-1, 'expected number to be >=1'],
    [1.5, 'expected int, received number'],
    ['2', 'expected number, received string'],
    [null, 'expected number, received null'],
    [5000, 'expected number to be <=4096'],
    [NaN, 'expected number, received NaN'],
  ])('refuses a stride of %j', (stride, complaint) => {
    expect(refusalOf(stride, 'layers', 0, 'stride')).toBe(`Network: layers[0].stride: ${complaint}.`);
    expect(refusalOf(stride, 'layers', 2, 'stride')).toBe(`Network: layers[2].stride: ${complaint}.`);
  });

  it('names the setting that is missing', () => {
    const sentence = refusal((network) => {
      delete network.layers[7].units;
    });
    expect(sentence).toBe('Network: layers[7].units: expected number, received undefined.');
  });

  it.each(['', '1conv', 'conv 1', 'conv.1', 'größe', 'x'.repeat(41)])('refuses a layer called %j', (name) => {
    expect(refusalOf(name, 'layers', 0, 'name')).toMatch(/^Network: layers\[0\]\.name: .+\.$/);
  });

  it.each([
    [
      ['input', 'shape'],
      [2, 28, 28],
    ],
    [
      ['input', 'shape'],
      [1, 65, 28],
    ],
    [
      ['input', 'shape'],
      [1, 28],
    ],
    [['input', 'normalization', 'scale'], 0],
    [['input', 'normalization', 'mean'], Infinity],
    [['classNames'], ['only one']],
    [['classNames'], Array.from({ length: 101 }, (_, i) => String(i))],
    [['layers'], {}],
    [['layers', 4, 'inputs'], 'pool1'],
    [['layers', 2, 'ties'], 'last'],
    [['loss', 'epsilon'], -1e-7],
    [['version'], 2],
    [['format'], 'something else'],
  ])('refuses %j of %j and names the place', (path, value) => {
    const place = path
      .map((key) => (typeof key === 'number' ? `[${key}]` : `.${key}`))
      .join('')
      .slice(1);
    const sentence = refusalOf(value, ...path);
    expect(sentence.startsWith(`Network: ${place}`)).toBe(true);
    expect(sentence).toMatch(/[^.]\.$/);
  });

  it('says which shapes an example may have', () => {
    expect(refusalOf([2, 28, 28], 'input', 'shape')).toBe(
      'Network: input.shape: expected [channels, height, width] with 1 or 3 channels and at most 64×64 pixels, or [length].',
    );
  });

  it.each([null, 42, 'network', [], {}])('refuses %j', (json) => {
    expect(() => parseNetwork(json)).toThrow(/^Network: .+\.$/);
  });

  it('takes what a file may hold: a vector, colours, 100 classes', () => {
    const network = findPreset('lenet-5').network;
    for (const shape of [[4], [3, 64, 1]]) {
      const changed = { ...network, input: { ...network.input, shape } };
      expect(parseNetwork(JSON.parse(JSON.stringify(changed)))).toEqual(changed);
    }
  });
});
