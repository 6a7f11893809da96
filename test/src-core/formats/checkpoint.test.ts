import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OPTIMIZER_DEFAULTS } from '../../../src-core/architecture/optimizer-spec';
import { readCheckpoint, writeCheckpoint } from '../../../src-core/formats/checkpoint';
import { readSafetensors, writeSafetensors } from '../../../src-core/formats/safetensors';
import { InputError } from '../../../src-core/input-error';
import type { Checkpoint } from '../../../src-core/training/checkpoint';
import { fixedRuns } from '../../support/properties';

const checkpoint: Checkpoint = {
  progress: {
    step: 12,
    epochsDone: 1,
    epoch: { count: 96, loss: 0.1 + 0.2, correct: 90 },
    plateau: { best: 1 / 3, waited: 2, factor: 0.1 },
    changes: 1,
    earlyStopping: { best: 0.25, bestEpoch: 1, waited: 0 },
  },
  weights: [{ name: 'fc.weight', shape: [2, 3], values: Float32Array.of(1, -2, 3, 1e-30, 0.1, -0) }],
  optimizer: [{ name: 'fc.weight.exp_avg', shape: [6], values: Float32Array.of(6, 5, 4, 3, 2, 1) }],
  live: {
    optimizer: OPTIMIZER_DEFAULTS.adam,
    schedule: { kind: 'cosine', final: 0.1 },
    warmup: 3,
    clipNorm: null,
    dropout: { drop: 0.25 },
  },
  best: [{ name: 'fc.weight', shape: [2, 3], values: Float32Array.of(7, 8, 9, -1, -2, -3) }],
  replaced: [{ name: 'fc.weight', shape: [2, 3], values: Float32Array.of(4, 4, 4, 5, 5, 5) }],
};

describe('a checkpoint file', () => {
  it('gives back what was written, to the last bit', () => {
    const bytes = writeCheckpoint(checkpoint);
    expect(readCheckpoint(bytes, 'file')).toEqual(checkpoint);
    expect(writeCheckpoint(readCheckpoint(bytes, 'file'))).toEqual(bytes);
  });

  it('is a safetensors file that keeps weights, optimizer, best and replaced weights apart', () => {
    const names = readSafetensors(writeCheckpoint(checkpoint), 'file').map(({ name }) => name);
    expect(names).toEqual(['fc.weight', 'optimizer/fc.weight.exp_avg', 'best/fc.weight', 'replaced/fc.weight']);
  });

  it('is refused with a sentence when any byte of it is another', () => {
    const whole = writeCheckpoint(checkpoint);
    const property = fc.property(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
      const bytes = whole.slice();
      bytes[at] ^= change;
      expect(() => readCheckpoint(bytes, 'file')).toThrow(InputError);
    });
    fc.assert(property, fixedRuns(2000));
  });

  it('is refused when it is cut short, or no checkpoint', () => {
    const whole = writeCheckpoint(checkpoint);
    expect(() => readCheckpoint(whole.subarray(0, whole.length - 1), 'file')).toThrow(InputError);
    expect(() => readCheckpoint(writeSafetensors(checkpoint.weights), 'file')).toThrow(
      new InputError('file: is no checkpoint: it has no checksum.'),
    );
  });
});
