import { expect, it } from 'vitest';
import { newSeed } from '../../../src-renderer/state/seed';

it('a new seed is another one, short enough to be typed', () => {
  const seeds = Array.from({ length: 50 }, () => newSeed(7));
  expect(new Set(seeds).size).toBeGreaterThan(40);
  for (const seed of seeds) {
    expect(Number.isInteger(seed) && seed >= 0 && seed < 1_000_000).toBe(true);
    expect(seed).not.toBe(7);
  }
});
