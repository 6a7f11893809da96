import { describe, expect, it } from 'vitest';
import { analyzeNetwork } from '../../../src-core/architecture/analyze';
import { findPreset } from '../../../src-core/architecture/presets';
import { betterOf, planOf, timeOfEpoch, type MeasuredEpoch } from '../../../src-renderer/state/epoch-time';
import { applyEdit } from '../../../src-renderer/state/apply-edit';
import type { DataLimits } from '../../../src-renderer/state/data-fit';
import type { Recipe } from '../../../src-renderer/state/recipe';

const LIMITS: DataLimits = { training: 60_000, test: 10_000, side: 28 };
const UNKNOWN: DataLimits = { training: null, test: null, side: null };

const lenet5: Recipe = findPreset('lenet-5');
const wider: Recipe = {
  ...lenet5,
  network: applyEdit(lenet5.network, { kind: 'set', name: 'conv2', settings: { filters: 32 } }),
};
const plan = (recipe: Recipe, limits = LIMITS) => planOf(recipe, analyzeNetwork(recipe.network), limits);
const measured = (recipe: Recipe, changes: Partial<MeasuredEpoch> = {}): MeasuredEpoch => ({
  ...{ plan: plan(recipe), seconds: 2, contended: false },
  ...changes,
});
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

describe('timeOfEpoch', () => {
  it('is what was measured, divided among the layers and the images', () => {
    const time = timeOfEpoch(plan(lenet5), measured(lenet5), null)!;
    expect(time).toMatchObject({ seconds: 2, basis: 'steps' });
    expect(time.layers).toHaveLength(lenet5.network.layers.length);
    expect(sum(time.layers!) + time.images!).toBeCloseTo(2, 12);
  });

  it('of an edited recipe is by so much longer as there is more work', () => {
    const [before, after] = [plan(lenet5), plan(wider)];
    const time = timeOfEpoch(after, measured(lenet5), null)!;
    expect(time.basis).toBe('work');
    expect(time.seconds).toBeCloseTo((2 * after.work!.total) / before.work!.total, 12);
    expect(time.seconds).toBeGreaterThan(2);
    expect(sum(time.layers!) + time.images!).toBeCloseTo(time.seconds, 12);
  });

  it('is that of the run where there is one by this recipe', () => {
    expect(timeOfEpoch(plan(lenet5), measured(lenet5), 3)).toMatchObject({ seconds: 3, basis: 'run' });
    expect(timeOfEpoch(plan(lenet5), null, 3)).toMatchObject({ seconds: 3, basis: 'run' });
  });

  it('says where it was measured beside a training', () => {
    const beside = measured(lenet5, { contended: true });
    expect(timeOfEpoch(plan(lenet5), beside, null)?.basis).toBe('contendedSteps');
  });

  it('is not known before anything was measured, or while nobody knows how many images there are', () => {
    expect(timeOfEpoch(plan(lenet5), null, null)).toBeNull();
    const counted = measured(lenet5);
    expect(timeOfEpoch(plan(wider, UNKNOWN), counted, null)).toBeNull();
    expect(timeOfEpoch(plan(wider), { ...counted, plan: plan(lenet5, UNKNOWN) }, null)).toBeNull();
    const alone = timeOfEpoch(plan(lenet5, UNKNOWN), counted, null);
    expect(alone).toEqual({ seconds: 2, layers: null, images: null, basis: 'steps' });
  });
});

describe('betterOf', () => {
  const [alone, beside] = [measured(lenet5), measured(wider, { contended: true })];

  it('is the newest, but none beside a training where one was alone', () => {
    expect(betterOf(null, beside)).toBe(beside);
    expect(betterOf(beside, alone)).toBe(alone);
    expect(betterOf(alone, beside)).toBe(alone);
    const newer = measured(wider);
    expect(betterOf(alone, newer)).toBe(newer);
  });
});
