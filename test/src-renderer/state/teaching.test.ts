import { expect, it } from 'vitest';
import { isMuch, Teaching } from '../../../src-renderer/state/teaching';
import { statusOf } from '../support/samples';

it('counts the steps of the run and the seconds in which it trained', () => {
  const teaching = new Teaching();
  teaching.follow(statusOf({ phase: 'training', step: 0 }), 1000);
  teaching.follow(statusOf({ phase: 'paused', step: 40 }), 5000);
  teaching.follow(statusOf({ phase: 'training', step: 40 }), 90_000);
  teaching.follow(statusOf({ phase: 'stopped', step: 50 }), 91_000);
  expect(teaching.amount).toEqual({ steps: 50, seconds: 5 });
});

it('goes on counting where a run goes on from the weights of another, and only there', () => {
  const teaching = new Teaching();
  teaching.follow(statusOf({ phase: 'training' }), 0);
  teaching.follow(statusOf({ phase: 'finished', step: 860 }), 20_000);
  teaching.keeps = true;
  teaching.follow(statusOf({ run: 2, phase: 'training' }), 21_000);
  teaching.keeps = false;
  teaching.follow(statusOf({ run: 2, phase: 'training', step: 10 }), 22_000);
  expect(teaching.amount).toEqual({ steps: 870, seconds: 21 });
  teaching.follow(statusOf({ run: 3 }), 23_000);
  expect(teaching.amount).toEqual({ steps: 0, seconds: 0 });
});

it('more than an epoch or half a minute is much', () => {
  expect(isMuch({ steps: 860, seconds: 29 }, 860)).toBe(false);
  expect(isMuch({ steps: 861, seconds: 2 }, 860)).toBe(true);
  expect(isMuch({ steps: 300, seconds: 30 }, 860)).toBe(true);
});
