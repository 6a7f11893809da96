import { describe, expect, it } from 'vitest';
import { isMilestoneEpoch, milestonesOf, nextMilestone } from '../../../src-main/trainer/run-milestones';

const to = (end: number): number[] => Array.from({ length: end + 1 }, (_, i) => i);

describe('the milestones of a run', () => {
  it('are dense at its beginning', () => {
    expect(milestonesOf(to(120), 60, 1)).toEqual([0, 1, 2, 5, 10, 20, 50, 60, 100, 120]);
    expect([0, 1, 2, 4, 5, 19, 50, 999].map(nextMilestone)).toEqual([1, 2, 5, 5, 10, 20, 100, 1000]);
    expect(to(22).filter(isMilestoneEpoch)).toEqual([1, 2, 3, 5, 8, 13, 21]);
  });

  it('are never more than 32, and fewer where they are large, spread from the first to the last', () => {
    const long = milestonesOf(to(1_000_000), 100, 750_000);
    expect(long).toHaveLength(32);
    expect([long[0], long[1], long.at(-1)]).toEqual([0, 1, 1_000_000]);
    expect(milestonesOf(to(1000), 1000, 8e6)).toEqual([0, 2, 5, 20, 50, 200, 500, 1000]);
    expect(milestonesOf(to(1000), 1000, 1e9)).toHaveLength(4);
  });
});
