import { expect, it } from 'vitest';
import { closingQuestion } from '../../../src-main/app/closing-question';
import { activityOf } from '../../support/activity';

const clean = { name: 'mine', dirty: false, fileId: null };
const dirty = { ...clean, dirty: true };
const STATE = 'lenet-5 is being trained: step 812 of 2,580.';
const FATE = 'Closing pauses it; the next start offers to go on.';

it.each([null, activityOf({ phase: 'ready' }), activityOf({ phase: 'paused' }), activityOf({ phase: 'finished' })])(
  'is not asked where nothing is at stake',
  (activity) => {
    expect(closingQuestion({ document: clean, fileName: '', activity })).toBeNull();
  },
);

it('is about a training', () => {
  expect(closingQuestion({ document: clean, fileName: '', activity: activityOf() })).toEqual({
    message: STATE,
    detail: FATE,
    buttons: [
      { label: 'Pause and Close', choice: 'close' },
      { label: 'Keep Training', choice: 'stay' },
    ],
  });
});

it('does not promise what is not on the disk', () => {
  const question = closingQuestion({ document: clean, fileName: '', activity: activityOf({ savedStep: null }) });
  expect(question?.detail).toBe('Closing ends it for good: this run is not kept on the disk.');
  expect(question?.buttons[0]?.label).toBe('End and Close');
});

const FAILURE = 'runs/lenet-5: the disk is full (ENOSPC).';

it.each(['paused', 'stopped', 'finished', 'failed'] as const)('is about a run that could not be saved: %s', (phase) => {
  const activity = activityOf({ phase, saveFailure: FAILURE });
  expect(closingQuestion({ document: clean, fileName: '', activity })).toEqual({
    message: 'lenet-5 could not be saved.',
    detail: `${FAILURE} Unless it can be saved in the last moment, closing loses all that it learned after step 800.`,
    buttons: [
      { label: 'Close Without Saving', choice: 'close' },
      { label: 'Keep Open', choice: 'stay' },
    ],
  });
});

it('tells of a training that cannot be saved what would be lost of it', () => {
  const activity = activityOf({ savedStep: null, saveFailure: FAILURE });
  expect(closingQuestion({ document: clean, fileName: '', activity })).toMatchObject({
    message: STATE,
    detail: `${FAILURE} Unless it can be saved in the last moment, closing loses all of it.`,
  });
  expect(closingQuestion({ document: dirty, fileName: '', activity })?.detail).toBe(
    `Otherwise they are lost.\n\n${STATE} ${FAILURE} Unless it can be saved in the last moment, closing loses all of it.`,
  );
});

it('is about changes, by the name of their file', () => {
  const question = closingQuestion({ document: dirty, fileName: 'my.json', activity: null });
  expect(question?.message).toBe('Save changes to my.json before closing?');
  expect(question?.detail).toBe('Otherwise they are lost.');
  expect(question?.buttons.map(({ choice }) => choice)).toEqual(['save', 'close', 'stay']);
  expect(closingQuestion({ document: dirty, fileName: '', activity: null })?.message).toContain('changes to mine');
});

it('is one question for both', () => {
  const question = closingQuestion({ document: dirty, fileName: '', activity: activityOf() });
  expect(question?.message).toBe('Save changes to mine before closing?');
  expect(question?.detail).toBe(`Otherwise they are lost.\n\n${STATE} ${FATE}`);
});
