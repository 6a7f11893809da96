import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../../src-core/random/random-stream';
import { drawStepKey } from '../../../src-core/random/step-key';
import { fixedRuns } from '../../support/properties';

function keyOf(seed: number, step: number): number[] {
  const key = new Float32Array(4);
  drawStepKey(seed, step, key);
  return [...key];
}

describe('drawStepKey', () => {
  it('holds two words of 32 bits in four halves, which a float keeps exactly', () => {
    const seeds = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });
    const property = fc.property(seeds, fc.nat(), (seed, step) => {
      const [low0, high0, low1, high1] = keyOf(seed, step);
      const stream = new RandomStream(seed, 'step', step);
      expect([low0 + 65536 * high0, low1 + 65536 * high1]).toEqual([stream.uint32(0), stream.uint32(1)]);
      for (const half of [low0, high0, low1, high1]) expect(half).toBeLessThan(65536);
    });
    fc.assert(property, fixedRuns());
  });

  it('differs from step to step and from seed to seed', () => {
    const keys = [keyOf(1, 0), keyOf(1, 1), keyOf(2, 0), keyOf(1 + 2 ** 40, 0)].map(String);
    expect(new Set(keys).size).toBe(4);
    expect(String(keyOf(1, 0))).toBe(keys[0]);
  });
});
