import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findPreset } from '../../../src-core/architecture/presets';
import { cli, refusal, temporaryFolder } from '../../support/cli';
import { batchNorm, chainOf, dense, flatten } from '../../support/networks';

/** A network file of a batch normalization before a dense layer. */
function normalized(folder: string): string {
  const path = join(folder, 'net.json');
  const layers = [batchNorm('bn'), flatten('flatten'), dense('fc', 2)];
  writeFileSync(path, JSON.stringify(chainOf([3, 4, 4], 2, layers)));
  return path;
}

describe('summary', () => {
  it('tells a preset as a table', async () => {
    const lines = (await cli('summary', '--preset', 'lenet-5')).split('\n');
    expect(lines[0]).toBe('lenet-5: 1×28×28 to 10 classes');
    expect(lines[2]).toBe('layer    kind            output  parameters  multiply-adds    memory   sees  jump');
    expect(lines[6]).toBe('conv2    Conv2D        16×10×10       2,416        240,000   6.3 KiB  14×14     2');
    expect(lines).toContain('trainable parameters                 61,706');
    expect(lines).toContain('multiply-adds, one image            416,520');
  });

  it('tells the same as JSON', async () => {
    const summary = JSON.parse(await cli('summary', '--preset', 'lenet-5', '--json')) as Record<string, unknown[]>;
    expect(summary.layers).toHaveLength(12);
    expect(summary.layers[3]).toEqual({
      name: 'conv2',
      kind: 'conv2d',
      outputShape: [16, 10, 10],
      parameters: 2416,
      notTrainable: 0,
      multiplyAdds: 240_000,
      activationBytes: 6400,
      receptiveField: { size: [14, 14], jump: 2 },
    });
    expect(summary.totals).toMatchObject({ trainable: 61_706, multiplyAdds: 416_520, batchSize: 32 });
  });

  it('reads a network file, which says nothing of a batch', async () => {
    const summary = JSON.parse(await cli('summary', '--network', normalized(temporaryFolder()), '--json')) as object;
    expect(summary).toMatchObject({
      network: 'test',
      input: [3, 4, 4],
      layers: [{ parameters: 6, notTrainable: 6, multiplyAdds: 0 }, {}, { parameters: 98, multiplyAdds: 96 }],
      totals: { trainable: 104, notTrainable: 6, multiplyAdds: 96, batchSize: null, trainingBytes: null },
    });
    expect(await cli('summary', '--network', normalized(temporaryFolder()))).not.toMatch('at a time');
  });

  it('tells what is wrong with a file or a network', async () => {
    const path = join(temporaryFolder(), 'net.json');
    expect(await refusal('summary', '--network', path)).toMatch(/net\.json: cannot be read: .*\(ENOENT\)\.$/);
    writeFileSync(path, '{"format":');
    expect(await refusal('summary', '--network', path)).toBe(`${path}: is not valid JSON, expected a network file.`);
    writeFileSync(path, '{"format":"kernelsmith.run"}');
    expect(await refusal('summary', '--network', path)).toMatch(`${path}: Network: format: `);
    writeFileSync(path, JSON.stringify(chainOf([1, 4, 4], 3, [dense('fc', 3)])));
    expect(await refusal('summary', '--network', path)).toBe(
      'Network "test": fc: needs a vector, but its input is 1×4×4; put a Flatten before it.',
    );
    expect(await refusal('summary', '--preset', 'lenet')).toMatch('There is no preset "lenet"');
  });
});

describe('presets', () => {
  it('tells name, size and purpose of each', async () => {
    const { summary } = findPreset('lenet-5');
    expect(await cli('presets')).toMatch(new RegExp(`^lenet-5 +1×28×28 +61,706 +${summary}$`, 'm'));
    expect(JSON.parse(await cli('presets', '--json'))).toContainEqual({
      id: 'lenet-5',
      summary,
      parameters: 61_706,
      input: [1, 28, 28],
    });
  });
});
