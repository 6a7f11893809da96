import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { writeNpy } from '../../../src-core/formats/npy';
import { writeNpz } from '../../../src-core/formats/npz';
import type { NamedTensor } from '../../../src-core/model/weights';
import { normals } from '../../support/numbers';
import { hasNumpy } from '../../support/python';

const tensors: readonly NamedTensor[] = [
  { name: 'conv.weight', shape: [2, 1, 2, 2], values: normals(8, 1) },
  { name: 'conv.bias', shape: [2], values: Float32Array.of(-0, Infinity) },
  { name: 'loss', shape: [], values: Float32Array.of(1.5) },
];

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kernelsmith-npz-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
  vi.unstubAllEnvs();
});

describe('writeNpy', () => {
  it('writes magic, version, a header up to a multiple of 64 and little-endian floats', () => {
    const bytes = writeNpy({ shape: [2], values: Float32Array.of(1, -2) });
    expect(bytes).toHaveLength(128 + 8);
    expect([...bytes.subarray(0, 10)]).toEqual([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, 118, 0]);
    const header = new TextDecoder().decode(bytes.subarray(10, 128));
    expect(header).toBe(`${"{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }".padEnd(117)}\n`);
    expect([...bytes.subarray(128)]).toEqual([0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0]);
  });
});

describe('writeNpz', () => {
  it('stores one file for each tensor, in order and without compression', () => {
    const bytes = writeNpz(tensors);
    const files = unzipSync(bytes);
    expect(Object.keys(files)).toEqual(['conv.weight.npy', 'conv.bias.npy', 'loss.npy']);
    expect(files['conv.weight.npy']).toEqual(writeNpy(tensors[0]));
    expect(Buffer.from(bytes).includes(Buffer.from(writeNpy(tensors[0])))).toBe(true);
  });

  it('gives the same bytes at any time and in any time zone', () => {
    const results = ['UTC', 'Asia/Tokyo', 'America/Los_Angeles'].map((zone) => {
      vi.stubEnv('TZ', zone);
      return writeNpz(tensors.map((tensor) => ({ ...tensor, values: tensor.values.slice() })));
    });
    expect(results[1]).toEqual(results[0]);
    expect(results[2]).toEqual(results[0]);
  });

  it.runIf(hasNumpy)('is what numpy reads', () => {
    const path = join(folder, 'weights.npz');
    writeFileSync(path, writeNpz(tensors));
    const program = `
import json, sys, numpy
f = numpy.load(sys.argv[1])
print(json.dumps([[n, str(f[n].dtype), f[n].shape, [float(v).hex() for v in f[n].ravel()]] for n in f.files]))`;
    const read = JSON.parse(execFileSync('python3', ['-c', program, path], { encoding: 'utf8' })) as unknown[][];
    expect(read.map(([name, dtype, shape]) => [name, dtype, shape])).toEqual([
      ['conv.weight', 'float32', [2, 1, 2, 2]],
      ['conv.bias', 'float32', [2]],
      ['loss', 'float32', []],
    ]);
    expect(read[1][3]).toEqual(['-0x0.0p+0', 'inf']);
    expect(read[2][3]).toEqual(['0x1.8000000000000p+0']);
  });
});
