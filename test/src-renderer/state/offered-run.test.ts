import { expect, it } from 'vitest';
import { offeredRun, offerWords } from '../../../src-renderer/state/offered-run';
import { runOf } from '../support/runs';

const unfinished = (changes: Parameters<typeof runOf>[0] = {}) => runOf({ state: 'unfinished', step: 812, ...changes });
const old = unfinished({ id: 'old', savedAt: 1 });
const last = unfinished({ id: 'last', savedAt: 2, step: 812 });

it('is the run that was trained last, if it can go on', () => {
  expect(offeredRun([], null)).toBeNull();
  expect(offeredRun([old, last], null)).toBe(last);
  expect(offeredRun([last, old], null)).toBe(last);
});

it('is none where the last one is over, however many were left before it', () => {
  for (const state of ['finished', 'stopped', 'failed'] as const) {
    expect(offeredRun([{ ...last, state }, old], null)).toBeNull();
  }
});

it('is offered once as it stands, and again when it has gone on since', () => {
  expect(offeredRun([last, old], { id: 'last', step: 812 })).toBeNull();
  expect(offeredRun([last, old], { id: 'last', step: 700 })).toBe(last);
  expect(offeredRun([last, old], { id: 'old', step: 812 })).toBe(last);
});

it('says how far it had come, and when', () => {
  const savedAt = new Date(2026, 10, 25, 17, 4).getTime();
  const now = new Date(2026, 10, 26, 9).getTime();
  const run = unfinished({ name: 'mine', step: 1812, totalSteps: 2580, savedAt });
  expect(offerWords(run, now)).toBe('mine stopped at step 1,812 of 2,580, yesterday 17:04.');
  expect(offerWords({ ...run, totalSteps: null }, savedAt)).toBe('mine stopped at step 1,812, today 17:04.');
});
