import { expect, it } from 'vitest';
import { lossWords } from '../../../src-renderer/state/loss-words';
import { statusOf } from '../support/samples';

const saved = { savedStep: 812, rest: 0 };

it('says where a training ended, what of it is kept, and offers to go on', () => {
  expect(lossWords(statusOf({ phase: 'training', step: 1840 }), saved)).toEqual({
    text: 'The trainer ended unexpectedly at step 1,840. Steps 813 to 1,840 are trained again.',
    action: 'Restart and resume',
  });
});

it.each([
  [812, 'Nothing of it is lost.'],
  [813, 'Step 813 is trained again.'],
])('says what is trained again after step %i', (step, words) => {
  expect(lossWords(statusOf({ phase: 'training', step }), saved).text).toContain(words);
});

it.each(['paused', 'finished', 'stopped', 'failed'] as const)('offers no training for a run that is %s', (phase) => {
  expect(lossWords(statusOf({ phase, step: 812 }), saved).action).toBe('Restart');
});

it('promises nothing where nothing is kept', () => {
  const { text } = lossWords(statusOf({ phase: 'training', step: 9 }), { ...saved, savedStep: null });
  expect(text).toBe('The trainer ended unexpectedly at step 9. This run could not be kept on the disk: it is lost.');
});

it.each([null, statusOf(), statusOf({ phase: 'loading' })])('speaks of no run where none had begun', (status) => {
  expect(lossWords(status, { ...saved, savedStep: null })).toEqual({
    text: 'The trainer ended unexpectedly. Nothing had been learned yet.',
    action: 'Restart',
  });
});

it('tells of a trainer that ends again and again, and what to do first', () => {
  const rests = { ...saved, rest: 10_000 };
  const ended = 'The trainer ended three times within ten seconds.';
  const advice = 'Save your network before you restart the trainer.';
  expect(lossWords(statusOf({ phase: 'training', step: 900 }), rests)).toEqual({
    text: `${ended} Steps 813 to 900 are trained again. ${advice}`,
    action: 'Restart and resume',
  });
  const loaded = lossWords(null, rests);
  expect(loaded).toEqual({ text: `${ended} Its run is kept up to step 812. ${advice}`, action: 'Restart' });
  expect(lossWords(null, { ...rests, savedStep: null }).text).toBe(`${ended} ${advice}`);
});
