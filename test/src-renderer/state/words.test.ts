import { describe, expect, it } from 'vitest';
import { sentenceOf, stateWords, timeLeftWords, weightsWords } from '../../../src-renderer/state/words';
import { lastEpochOf, statusOf } from '../support/samples';

it('steps that are done again after a trainer ended are told as such', () => {
  const status = statusOf({ phase: 'training', step: 1204 });
  expect(stateWords(status, null, null, true)).toBe('Repeating steps, epoch 2 of 3, step 1,204 of 2,580');
});

describe('the state of a run in words', () => {
  it.each([
    [null, 'Reading the data…'],
    [statusOf({ phase: 'loading' }), 'Reading the data…'],
    [statusOf(), 'Ready: nothing learned yet'],
    [statusOf({ phase: 'training', step: 1204 }), 'Training, epoch 2 of 3, step 1,204 of 2,580'],
    [
      statusOf({ phase: 'training', step: 1204, series: { done: 1, count: 5 } }),
      'Run 2 of 5: epoch 2 of 3, step 1,204 of 2,580',
    ],
    [statusOf({ phase: 'paused', step: 12, series: { done: 0, count: 5 } }), 'Paused after step 12, run 1 of 5'],
    [
      statusOf({ phase: 'training', step: 860, validating: { done: 3200, count: 5000 } }),
      'Validating, 3,200 of 5,000 images',
    ],
    [statusOf({ phase: 'paused', step: 12 }), 'Paused after step 12'],
    [statusOf({ phase: 'paused' }), 'Paused before the first step'],
    [
      statusOf({ phase: 'paused', step: 860, validating: { done: 3200, count: 5000 } }),
      'Paused while validating, 3,200 of 5,000 images',
    ],
    [statusOf({ phase: 'stopped', step: 1500 }), 'Stopped after step 1,500'],
    [statusOf({ phase: 'failed', step: 3 }), 'Failed at step 4'],
  ])('%#: says what is going on', (status, words) => {
    expect(stateWords(status, null)).toBe(words);
  });

  it('ends with what the last validation said, and on how many images', () => {
    const finished = statusOf({ phase: 'finished', step: 2580 });
    expect(stateWords(finished, lastEpochOf())).toBe('Finished: 97.9 % on validation, 5,000 images');
  });

  it('without validation, says that training images were judged before their update', () => {
    const finished = statusOf({ phase: 'finished', step: 2580 });
    expect(stateWords(finished, lastEpochOf({ validation: null }))).toBe(
      'Finished: 98.1 % in training, mean of the epoch',
    );
  });

  it('does not end with the figures of another step', () => {
    const finished = statusOf({ phase: 'finished', step: 2580 });
    expect(stateWords(finished, lastEpochOf({ step: 1720 }))).toBe('Finished after step 2,580');
  });
});

describe('a run with early stopping', () => {
  const stopping = { metric: 'loss', patience: 3, restoreBest: true } as const;
  const ended = (early: boolean, epoch: number, weightsOf: number) =>
    statusOf({ phase: 'finished', step: 860 * epoch, epochs: 20, end: { early, epoch, weightsOf } });
  const seventh = lastEpochOf({ epoch: 7, step: 7 * 860 });

  it('says by what it ended, and which weights stand', () => {
    expect(stateWords(ended(true, 10, 7), seventh, stopping)).toBe(
      'Stopped early: no better loss for 3 epochs; weights of epoch 7 put back',
    );
    expect(stateWords(ended(true, 8, 8), null, { metric: 'accuracy', patience: 0, restoreBest: false })).toBe(
      'Stopped early: no better accuracy for 1 epoch, after epoch 8',
    );
  });

  it('says at its last epoch, too, when those are of another one, and what that one reached', () => {
    expect(stateWords(ended(false, 20, 7), seventh, stopping)).toBe(
      'Finished, weights of epoch 7 put back: 97.9 % on validation, 5,000 images',
    );
    expect(stateWords(ended(false, 20, 20), lastEpochOf({ epoch: 20, step: 17200 }), stopping)).toBe(
      'Finished: 97.9 % on validation, 5,000 images',
    );
  });
});

it('counts epochs from 1 and does not run over the last', () => {
  const words = (step: number): string => stateWords(statusOf({ phase: 'training', step }), null);
  expect(words(0)).toContain('epoch 1 of 3');
  expect(words(860)).toContain('epoch 2 of 3');
  expect(words(2580)).toContain('epoch 3 of 3');
});

it('tells the time left only while time is passing', () => {
  expect(timeLeftWords(statusOf({ phase: 'training', secondsLeft: 17.2 }))).toBe('about 17 s left');
  const half = { phase: 'training', step: 1290, secondsLeft: 10, series: { done: 1, count: 5 } } as const;
  expect(timeLeftWords(statusOf(half))).toBe('about 1 min 10 s left for all');
  expect(timeLeftWords(statusOf({ phase: 'training' }))).toBeNull();
  expect(timeLeftWords(statusOf({ phase: 'paused', secondsLeft: 17 }))).toBeNull();
});

it('names the weights by their step', () => {
  expect(weightsWords(0)).toBe('untrained weights');
  expect(weightsWords(1204)).toBe('weights after step 1,204');
});

it('leaves out of an error what Electron puts before it', () => {
  const error = new Error("Error invoking remote method 'files:save': Error: The disk is full.");
  expect(sentenceOf(error)).toBe('The disk is full.');
  expect(sentenceOf('plain')).toBe('plain');
});
