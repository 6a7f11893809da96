import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readNetworkText, writeNetworkText } from '../../../src-core/architecture/network-text';
import { presets } from '../../../src-core/architecture/presets';
import { lenet5 } from '../../../src-core/architecture/presets/lenet-5';
import { fixedRuns } from '../../support/properties';
import { anyNetwork } from '../../support/random-networks';

const TEXT = writeNetworkText(lenet5.network);
const told = (text: string): string => {
  const reading = readNetworkText(text);
  return reading.ok ? 'ok' : `${reading.line}: ${reading.error}`;
};

describe('writeNetworkText', () => {
  it('writes a line or a few for each layer', () =>
    expect(TEXT).toMatchInlineSnapshot(`
    "{
      "format": "kernelsmith.network",
      "version": 1,
      "name": "lenet-5",
      "input": { "shape": [1, 28, 28],
        "normalization": { "mean": 0.1307, "scale": 0.3081 } },
      "classNames": ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"],
      "layers": [
        { "kind": "conv2d", "name": "conv1", "inputs": ["input"],
          "filters": 6, "kernelSize": 5, "stride": 1, "padding": 2,
          "bias": true, "initializer": { "kind": "heNormal" } },
        { "kind": "relu", "name": "relu1", "inputs": ["conv1"] },
        { "kind": "maxPool2d", "name": "pool1", "inputs": ["relu1"],
          "kernelSize": 2, "stride": 2, "ties": "first" },
        { "kind": "conv2d", "name": "conv2", "inputs": ["pool1"],
          "filters": 16, "kernelSize": 5, "stride": 1, "padding": 0,
          "bias": true, "initializer": { "kind": "heNormal" } },
        { "kind": "relu", "name": "relu2", "inputs": ["conv2"] },
        { "kind": "maxPool2d", "name": "pool2", "inputs": ["relu2"],
          "kernelSize": 2, "stride": 2, "ties": "first" },
        { "kind": "flatten", "name": "flatten", "inputs": ["pool2"] },
        { "kind": "dense", "name": "fc1", "inputs": ["flatten"],
          "units": 120, "bias": true,
          "initializer": { "kind": "heNormal" } },
        { "kind": "relu", "name": "relu3", "inputs": ["fc1"] },
        { "kind": "dense", "name": "fc2", "inputs": ["relu3"],
          "units": 84, "bias": true,
          "initializer": { "kind": "heNormal" } },
        { "kind": "relu", "name": "relu4", "inputs": ["fc2"] },
        { "kind": "dense", "name": "fc3", "inputs": ["relu4"],
          "units": 10, "bias": true,
          "initializer": { "kind": "normal", "sigma": 0.01 } }
      ],
      "loss": { "kind": "softmaxCrossEntropy", "epsilon": 0 }
    }
    "
  `));

  it.each(presets.map(({ network }) => network))('$name: is read as the same network', (network) => {
    expect(readNetworkText(writeNetworkText(network))).toEqual({ ok: true, network });
  });

  it('is read as the same network, whatever the network', () => {
    fc.assert(
      fc.property(anyNetwork, (network) => {
        const text = writeNetworkText(network);
        expect(readNetworkText(text)).toEqual({ ok: true, network });
        const reading = readNetworkText(text);
        if (reading.ok) expect(writeNetworkText(reading.network)).toBe(text);
      }),
      fixedRuns(300),
    );
  });
});

describe('readNetworkText', () => {
  it('gives a network or a line of the text, whatever single character is changed', () => {
    const lines = TEXT.split('\n').length;
    fc.assert(
      fc.property(
        fc.nat(TEXT.length),
        fc.constantFrom('', ...Array.from('"{}[],:\\/ \n01-.eEaZ_é')),
        fc.boolean(),
        (at, character, instead) => {
          const reading = readNetworkText(TEXT.slice(0, at) + character + TEXT.slice(instead ? at + 1 : at));
          if (reading.ok) return;
          expect(reading.error.length).toBeGreaterThan(10);
          expect(reading.line).toBeGreaterThanOrEqual(1);
          expect(reading.line).toBeLessThanOrEqual(lines + 1);
        },
      ),
      fixedRuns(3000),
    );
  });

  it('takes the keys of an object in any order', () => {
    const { format, version, name, ...rest } = lenet5.network;
    const reading = readNetworkText(JSON.stringify({ ...rest, name, version, format }));
    expect(reading).toEqual({ ok: true, network: lenet5.network });
  });

  it.each([
    ['no layers', []],
    ['layers without wires', lenet5.network.layers.map((layer) => ({ ...layer, inputs: [] }))],
    ['shapes that do not fit', lenet5.network.layers.map((layer) => ({ ...layer, inputs: ['input'] }))],
    ['layers that read themselves', lenet5.network.layers.map((layer) => ({ ...layer, inputs: [layer.name] }))],
  ])('takes a network that cannot run: %s', (_, layers) => {
    const network = { ...lenet5.network, layers };
    expect(readNetworkText(writeNetworkText(network))).toEqual({ ok: true, network });
  });

  it.each<[from: string | RegExp, to: string, sentence: string]>([
    ['"filters": 6', '"filters": 0', '10: conv1, filters: expected at least 1, but found 0.'],
    ['"filters": 6', '"filters": 6.5', '10: conv1, filters: expected a whole number, but found 6.5.'],
    ['"filters": 6', '"filters": "6"', '10: conv1, filters: expected a number, but found "6".'],
    ['"filters": 6, ', '', '9: conv1: has no "filters"; expected a number.'],
    ['"filters": 6', '"filter": 6', '10: conv1: "filter" is none of its keys.'],
    ['"filters": 6,', '"filters": 6', '10: Expected a comma or }, but found "kernelSize".'],
    ['"ties": "first"', '"ties": "none"', '14: pool1, ties: expected "first" or "all", but found "none".'],
    [
      '"padding": 2',
      '"padding": "sam"',
      '10: conv1, padding: expected a number of pixels from 0 to 4096, "valid" or "same", but found "sam".',
    ],
    [
      '"heNormal"',
      '"he"',
      '11: conv1, initializer.kind: expected "heNormal", "heUniform", "xavierNormal", "xavierUniform", "normal" or "constant", but found "he".',
    ],
    [
      '"conv1"',
      '"conv 1"',
      '9: conv 1, name: expected letters, digits and _, beginning with a letter, but found "conv 1".',
    ],
    ['"name": "relu1"', '"name": "conv1"', '12: Two layers are called "conv1".'],
    ['"name": "relu1"', '"name": "input"', '12: "input" is the example itself: a layer needs another name.'],
    ['["relu1"]', '["relu"]', '13: pool1: its input "relu" is not a layer.'],
    ['["relu1"]', '"relu1"', '13: pool1, inputs: expected a list in brackets [ ], but found "relu1".'],
    ['"loss"', '"losses"', '34: The network: "losses" is none of its keys.'],
    [/"classNames".*/, '', '1: The network: has no "classNames"; expected a list in brackets [ ].'],
    ['"0", "1"', '"", "1"', '7: classNames: expected at least 1 character, but found "".'],
    ['0.3081', '0', '6: input.normalization.scale: expected more than 0, but found 0.'],
    [/[^]*/, '[]', '1: The network: expected an object in braces { }, but found [].'],
  ])('%s as %s: %s', (from, to, sentence) => expect(told(TEXT.replace(from, to))).toBe(sentence));
});
