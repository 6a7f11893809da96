import { describe, expect, it } from 'vitest';
import { augmentationSchema, isIdentity } from '../../../src-core/architecture/augmentation';
import { augmentation } from '../../support/augmentation';

const passes = (settings: unknown): boolean => augmentationSchema.safeParse(settings).success;

describe('augmentationSchema', () => {
  it('takes settings at their limits and none beyond', () => {
    const limits = { shift: 32, rotate: 180, scale: 0.5, shear: 45, noise: 1, erase: 64 };
    for (const [name, most] of Object.entries(limits)) {
      expect(passes(augmentation({ [name]: most }))).toBe(true);
      expect(passes(augmentation({ [name]: most * 1.01 }))).toBe(false);
      expect(passes(augmentation({ [name]: -1 }))).toBe(false);
      expect(passes(augmentation({ [name]: NaN }))).toBe(false);
    }
  });

  it('takes elastic with both numbers, or null', () => {
    expect(passes(augmentation({ elastic: { alpha: 34, sigma: 4 } }))).toBe(true);
    expect(passes(augmentation({ elastic: { alpha: 34, sigma: 0 } }))).toBe(false);
    expect(passes({ ...augmentation({}), elastic: { alpha: 34 } })).toBe(false);
  });
});

describe('isIdentity', () => {
  it('is so when everything is off', () => {
    expect(isIdentity(augmentation({}))).toBe(true);
    expect(isIdentity(augmentation({ elastic: { alpha: 0, sigma: 4 } }))).toBe(true);
    for (const change of [
      { shift: 1 },
      { rotate: 1 },
      { scale: 0.1 },
      { shear: 1 },
      { noise: 0.1 },
      { erase: 1 },
      { elastic: { alpha: 1, sigma: 4 } },
    ]) {
      expect(isIdentity(augmentation(change))).toBe(false);
    }
  });
});
