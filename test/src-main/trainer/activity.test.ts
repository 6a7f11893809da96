import { expect, it } from 'vitest';
import type { Activity } from '../../../src-core/protocol/trainer-process';
import { ActivityReporter } from '../../../src-main/trainer/activity';
import { statusOf } from '../../src-renderer/support/samples';

it('tells main at most twice a second, and at once of another phase or checkpoint, and of trouble with saving', () => {
  let now = 0;
  const posted: Activity[] = [];
  const reporter = new ActivityReporter(
    (activity) => posted.push(activity),
    () => now,
  );
  const follow = (
    step: number,
    phase: Activity['phase'] = 'training',
    savedStep: number | null = null,
    saveFailure: string | null = null,
  ): void => reporter.follow(statusOf({ phase, step, savedStep, saveFailure }), 'mine');
  for (let i = 0; i <= 20; i++) {
    now = 50 * i;
    follow(i + 1);
  }
  expect(posted.map(({ step }) => step)).toEqual([1, 11, 21]);
  follow(22, 'training', 22);
  follow(22, 'training', 22);
  follow(22, 'paused', 22);
  follow(22, 'paused', 22, 'full');
  expect(posted.slice(3)).toEqual([
    expect.objectContaining({ kind: 'activity', network: 'mine', phase: 'training', savedStep: 22 }),
    expect.objectContaining({ phase: 'paused', step: 22, totalSteps: 2580, savedStep: 22, message: null }),
    expect.objectContaining({ phase: 'paused', saveFailure: 'full' }),
  ]);
});
