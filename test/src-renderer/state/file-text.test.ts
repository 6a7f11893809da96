import { describe, expect, it } from 'vitest';
import { presets } from '../../../src-core/architecture/presets';
import { tiny } from '../../../src-core/architecture/presets/tiny';
import { writeNetworkText } from '../../../src-core/architecture/network-text';
import { fileNameFor, readNetwork } from '../../../src-renderer/state/file-text';

describe('a network file', () => {
  it.each(presets.map(({ id, network }) => [id, network] as const))('brings %s back', (_id, network) => {
    expect(readNetwork(writeNetworkText(network), 'a.json')).toEqual(network);
  });

  it('may hold a network that cannot run', () => {
    const broken = { ...tiny.network, layers: [] };
    expect(readNetwork(JSON.stringify(broken), 'a.json')).toEqual(broken);
  });

  it.each([
    ['', /^a\.json was not opened: line 1: .+\.$/],
    ['{\n "a": 1,\n oops', /^a\.json was not opened: line 3: .+\.$/],
    ['[]', /^a\.json was not opened: line 1: .+\.$/],
    ['{"format": "other"}', /^a\.json was not opened: line 1: format: /],
    [JSON.stringify({ ...tiny.network, version: 2 }), /^a\.json was not opened: line 1: version: /],
    [JSON.stringify({ ...tiny.network, more: 1 }), /^a\.json was not opened: .*more/],
  ])('%j is refused in one sentence', (text, sentence) => {
    expect(() => readNetwork(text, 'a.json')).toThrow(sentence);
  });
});

it.each([
  ['lenet-5', 'lenet-5.json'],
  ['a/b\\c: "d"?', 'a-b-c- -d-.json'],
  ['Netz für Ziffern 2.1', 'Netz für Ziffern 2.1.json'],
])('%s is saved as %s', (name, file) => {
  expect(fileNameFor(name)).toBe(file);
});
