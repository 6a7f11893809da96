import { expect, it } from 'vitest';
import { lossWords } from '../../../src-renderer/state/loss-words';
import { statusOf } from '../support/samples';

const saved = { savedStep: 812, hopeless: false };

it('says where a training ended, what of it is kept, and offers to go on', () => {
  expect(lossWords(statusOf({ phase: 'training', step: 1840 }), saved)).toEqual({
    text: 'The trainer ended unexpectedly at step 1,840. Nothing of the run is lost up to step 812.',
    action: 'Restart and resume',
  });
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

it('offers no restart where that leads nowhere', () => {
  const words = lossWords(statusOf({ phase: 'training', step: 900 }), { ...saved, hopeless: true });
  expect(words.action).toBeNull();
  expect(words.text).toMatch(
    /^The trainer ended three times within ten seconds and is not started again\. Its run is kept/,
  );
});
