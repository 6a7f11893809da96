import { expect, it } from 'vitest';
import { staleWords } from '../../../src-renderer/state/measured';
import { statusOf } from '../support/samples';

it('figures of the present weights need no word', () => {
  expect(staleWords({ run: 1, step: 860 }, statusOf({ step: 860 }))).toBeNull();
});

it('weights that were put back at the end are those of an epoch before', () => {
  const status = statusOf({ phase: 'finished', step: 2580, end: { early: false, epoch: 3, weightsOf: 1 } });
  expect(staleWords({ run: 1, step: 860 }, status)).toBeNull();
});

it('figures of earlier weights, and of another run, are marked', () => {
  expect(staleWords({ run: 1, step: 860 }, statusOf({ step: 861 }))).toBe('learned on since');
  expect(staleWords({ run: 1, step: 860 }, statusOf({ run: 2, step: 0 }))).toBe('of an earlier run');
});
