import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readSafetensors } from '../../../src-core/formats/safetensors';
import { namedWeights } from '../../../src-core/model/weights';
import { cli, refusal, temporaryFolder, writeRun } from '../../support/cli';
import { batchNorm, chainOf, conv2d, dense, flatten } from '../../support/networks';
import { hasNumpy } from '../../support/python';

const network = chainOf([1, 6, 6], 3, [conv2d('conv', 2, 3), batchNorm('bn'), flatten('flatten'), dense('fc', 3)]);

describe('export', () => {
  it('writes all parameters and running statistics by PyTorch’s keys', async () => {
    const folder = temporaryFolder();
    const model = await writeRun(join(folder, 'run'), network);
    const out = join(folder, 'out.safetensors');
    const told = await cli('export', '--run', join(folder, 'run'), '--format', 'safetensors', '--out', out, '--json');
    const bytes = readFileSync(out);
    expect(JSON.parse(told)).toEqual({
      file: out,
      format: 'safetensors',
      tensors: 8,
      values: 20 + 8 + 99,
      bytes: bytes.length,
    });
    const tensors = readSafetensors(bytes, out);
    expect(tensors).toEqual(namedWeights(model.parameters));
    expect(tensors.map(({ name }) => name)).toContain('bn.running_var');
  });

  it.each(['safetensors', 'npz'])('gives the same bytes of %s for the same weights', async (format) => {
    const folder = temporaryFolder();
    for (const name of ['a', 'b']) {
      await writeRun(join(folder, name), network);
      await cli('export', '--run', join(folder, name), '--format', format, '--out', join(folder, `${name}.out`));
    }
    expect(readFileSync(join(folder, 'a.out'))).toEqual(readFileSync(join(folder, 'b.out')));
  });

  it.runIf(hasNumpy)('writes an npz that numpy reads', async () => {
    const folder = temporaryFolder();
    const model = await writeRun(join(folder, 'run'), network);
    const out = join(folder, 'out.npz');
    await cli('export', '--run', join(folder, 'run'), '--format', 'npz', '--out', out);
    const program = `
import json, sys, numpy
f = numpy.load(sys.argv[1])
print(json.dumps([[n, f[n].shape, f[n].ravel().astype('f8').tolist()] for n in f.files]))`;
    const read = JSON.parse(execFileSync('python3', ['-c', program, out], { encoding: 'utf8' })) as unknown;
    expect(read).toEqual(model.parameters.map(({ name, shape, value }) => [name, shape, Array.from(value)]));
  });

  it('tells what cannot be read or written', async () => {
    const folder = temporaryFolder();
    const args = ['--format', 'npz', '--out', join(folder, 'none', 'out.npz')];
    expect(await refusal('export', '--run', folder, ...args)).toMatch(/run\.json: cannot be read: /);
    await writeRun(join(folder, 'run'), network);
    expect(await refusal('export', '--run', join(folder, 'run'), ...args)).toBe(
      `${args[3]}: cannot be written: there is no such folder or file (ENOENT).`,
    );
  });
});
