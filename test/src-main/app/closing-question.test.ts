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
