import { expect, it } from 'vitest';
import { healthOf } from '../../../src-renderer/state/health';
import { statusOf } from '../support/samples';

const lossesOf = (...losses: number[]) => {
  const values = Float32Array.from(losses);
  return { loss: { raw: values, smooth: values } };
};

it('before the first step there is nothing to judge', () => {
  expect(healthOf(null, lossesOf()).word).toBe('No loss yet');
  expect(healthOf(statusOf({ phase: 'paused' }), lossesOf()).level).toBe('unknown');
});

it('a finite loss is healthy', () => {
  expect(healthOf(statusOf({ phase: 'training' }), lossesOf(2.3, 1.1))).toMatchObject({
    level: 'good',
    word: 'Loss is finite',
  });
});

it('a run whose loss left the numbers says so; another failure has another word', () => {
  const message = 'Training stopped at step 5: the loss is no longer a number. Try a smaller learning rate.';
  expect(healthOf(statusOf({ phase: 'failed', message }), lossesOf(2.3)).word).toBe('Not a number');
  expect(healthOf(statusOf({ phase: 'failed', message: 'The worker ended.' }), lossesOf(2.3)).word).toBe('Failed');
  expect(healthOf(statusOf({ phase: 'training' }), lossesOf(2.3, NaN)).word).toBe('Not a number');
});
