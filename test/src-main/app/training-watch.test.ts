import { expect, it } from 'vitest';
import { STILL, TrainingWatch } from '../../../src-main/app/training-watch';
import { activityOf } from '../../support/activity';

const training = (step: number) => activityOf({ step });
const finished = activityOf({ phase: 'finished', step: 2580 });
const SECOND = 1000;

it('shows how much is done and keeps the machine awake while something is trained, and only then', () => {
  const watch = new TrainingWatch();
  expect(watch.follow(activityOf({ phase: 'ready', step: 0 }), 0)).toEqual(STILL);
  expect(watch.follow(training(645), 0)).toEqual({ progress: 0.25, awake: true, news: null });
  expect(watch.follow(activityOf({ phase: 'paused' }), 0)).toEqual(STILL);
  expect(watch.follow(training(1290), 0)).toEqual({ progress: 0.5, awake: true, news: null });
  expect(watch.follow(activityOf({ phase: 'stopped' }), 0)).toEqual(STILL);
});

it('tells of the end of a long training; pauses do not make it longer', () => {
  const watch = new TrainingWatch();
  watch.follow(training(0), 0);
  watch.follow(training(800), 20 * SECOND);
  watch.follow(activityOf({ phase: 'paused' }), 25 * SECOND);
  watch.follow(training(801), 1000 * SECOND);
  expect(watch.follow(finished, 1007 * SECOND).news).toEqual({
    title: 'lenet-5 is trained',
    body: '2,580 steps in 32 seconds.',
  });
  expect(watch.follow(finished, 1008 * SECOND).news).toBeNull();
});

it('says nothing of a short training, and none of the seconds of one before count', () => {
  const watch = new TrainingWatch();
  watch.follow(training(0), 0);
  watch.follow(finished, 29 * SECOND);
  watch.follow(activityOf({ run: 2, phase: 'ready', step: 0 }), 30 * SECOND);
  watch.follow(activityOf({ run: 2, step: 0 }), 30 * SECOND);
  expect(watch.follow({ ...finished, run: 2 }, 40 * SECOND).news).toBeNull();
});

it('counts the steps and seconds of an old run from where it goes on', () => {
  const watch = new TrainingWatch();
  watch.follow(training(0), 0);
  watch.follow(finished, 3000 * SECOND);
  const old = (phase: 'paused' | 'training' | 'finished', step: number) => activityOf({ run: 2, phase, step });
  watch.follow(old('paused', 2480), 3001 * SECOND);
  watch.follow(old('training', 2480), 3001 * SECOND);
  watch.follow(old('paused', 2490), 3006 * SECOND);
  watch.follow(old('training', 2490), 4000 * SECOND);
  expect(watch.follow(old('finished', 2580), 4035 * SECOND).news?.body).toBe('100 steps in 40 seconds.');
  watch.follow(activityOf({ run: 3, phase: 'paused', step: 2570 }), 4036 * SECOND);
  watch.follow(activityOf({ run: 3, step: 2570 }), 4036 * SECOND);
  expect(watch.follow({ ...finished, run: 3 }, 4040 * SECOND).news).toBeNull();
});

it('tells why a long training failed, and nothing where the user ended it', () => {
  const watch = new TrainingWatch();
  watch.follow(training(0), 0);
  const failed = activityOf({ phase: 'failed', message: 'The loss is not finite.' });
  expect(watch.follow(failed, 7200 * SECOND).news).toEqual({
    title: 'Training lenet-5 has failed',
    body: 'The loss is not finite.',
  });
  watch.follow(training(1), 7200 * SECOND);
  expect(watch.follow(activityOf({ phase: 'stopped' }), 9000 * SECOND).news).toBeNull();
});

it.each([
  [45, '45 seconds'],
  [120, '2 minutes'],
  [12_000, '3 h 20 min'],
])('says %d s as %s', (seconds, words) => {
  const watch = new TrainingWatch();
  watch.follow(training(0), 0);
  expect(watch.follow(finished, seconds * SECOND).news?.body).toBe(`2,580 steps in ${words}.`);
});
