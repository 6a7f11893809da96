import { describe, expect, it } from 'vitest';
import { healthOf, type Health, type HealthView } from '../../../src-renderer/state/health';
import type { EpochPoint } from '../../../src-renderer/state/run-history';
import { lastEpochOf, statusOf } from '../support/samples';

interface Course {
  readonly losses?: readonly number[];
  /** Of every step. */
  readonly accuracy?: number;
  readonly epochs?: readonly EpochPoint[];
  readonly classes?: number;
  readonly isLost?: boolean;
}

function judge(
  status: HealthView['status'],
  { losses = [], accuracy = 0.5, epochs = [], classes = 10, isLost = false }: Course,
): Health {
  const loss = Float32Array.from(losses);
  const right = loss.map(() => accuracy);
  const curve = (raw: Float32Array) => ({ raw, smooth: raw, settled: raw.length });
  return healthOf({ status, curves: { loss: curve(loss), accuracy: curve(right), epochs }, classes, isLost });
}

const training = statusOf({ phase: 'training' });
/** Losses of `count` steps that go evenly from `first` to `last`, each a little off. */
const course = (count: number, first: number, last: number): number[] =>
  Array.from({ length: count }, (_, i) => first + ((last - first) * i) / count + (i % 2 === 0 ? 0.05 : -0.05));

it('before the first step there is nothing to judge, and after a few not much', () => {
  expect(judge(null, {})).toMatchObject({ level: 'unknown', word: 'No loss yet' });
  expect(judge(training, { losses: course(19, 2.3, 1) })).toMatchObject({ level: 'unknown', word: 'Too early' });
  const short = judge(statusOf({ phase: 'finished' }), { losses: course(10, 2.3, 1) });
  expect(short).toMatchObject({ level: 'unknown', word: 'Too short to judge' });
});

it('a run whose loss left the numbers says so; another failure has another word', () => {
  const diverged = { step: 5, layer: 'conv1', learningRate: 0.5 };
  const finding = judge(statusOf({ phase: 'failed', message: 'It stopped.', diverged }), { losses: [2.3] });
  expect(finding.word).toBe('Not a number');
  expect(finding.reason).toContain('In step 5, learning rate 0.5, values in layer conv1 left the range of numbers');
  expect(judge(statusOf({ phase: 'failed', message: 'The worker ended.' }), { losses: [2.3] })).toMatchObject({
    word: 'Failed',
    reason: 'The run broke off: The worker ended.',
  });
});

it('what was lost of the history of a run is passed over; a run that has lost all of it is not judged', () => {
  const losses = course(400, 2.3, 0.5);
  const damaged = losses.map((loss, i) => (i % 3 === 0 || i > 390 ? NaN : loss));
  expect(judge(training, { losses: damaged, accuracy: 0.22 })).toMatchObject({ word: 'Learning, 22 %' });
  const lost = losses.map(() => NaN);
  expect(judge(training, { losses: lost, accuracy: NaN })).toMatchObject({ level: 'unknown', word: 'No figures' });
});

it('a network that still guesses is not called steady before it can be said not to learn', () => {
  const flat = course(150, 2.3, 2.3);
  expect(judge(training, { losses: flat, accuracy: 0.1 })).toMatchObject({
    level: 'under way',
    word: 'Guessing so far',
  });
  expect(judge(training, { losses: flat, accuracy: 0.3 })).toMatchObject({ word: 'Steady at 30 %' });
  expect(judge(statusOf({ phase: 'finished' }), { losses: flat, accuracy: 0.1 })).toMatchObject({
    word: 'Only 10 % right',
  });
  expect(judge(training, { losses: course(400, 2.3, 2.3), accuracy: 0.1 })).toMatchObject({ word: 'Not learning' });
});

describe('the course of the loss', () => {
  const losses = course(400, 2.3, 0.5);

  it('that falls is learning, and good only when it works', () => {
    const few = judge(training, { losses, accuracy: 0.22 });
    expect(few).toMatchObject({ level: 'under way', word: 'Learning, 22 %' });
    expect(few.reason).toContain('22.0 % right in training, mean of the latest 100 steps');
    expect(judge(statusOf({ phase: 'paused' }), { losses, accuracy: 0.95 })).toMatchObject({
      level: 'good',
      word: 'Learning, 95 %',
    });
  });

  it('of a run whose trainer has ended is judged by nothing', () => {
    const epochs = [lastEpochOf()];
    expect(judge(training, { losses, epochs, isLost: true }).word).toBe('Not trained');
    expect(judge(statusOf({ phase: 'finished' }), { losses, epochs, isLost: true }).word).toBe('Works, 97 %');
  });

  it('once the run is over is judged by what is right', () => {
    const finished = statusOf({ phase: 'finished' });
    expect(judge(finished, { losses, accuracy: 0.22 })).toMatchObject({ level: 'under way', word: 'Only 22 % right' });
    const validated = judge(finished, { losses, accuracy: 0.22, epochs: [lastEpochOf()] });
    expect(validated).toMatchObject({ level: 'good', word: 'Works, 97 %' });
    expect(validated.reason).toContain('97.9 % right on validation, 5,000 images');
  });

  it('that put back the weights of an earlier epoch is judged by those', () => {
    const end = { early: true, epoch: 5, weightsOf: 3 };
    const later = lastEpochOf({ epoch: 5, validation: { count: 5000, loss: 0.3, accuracy: 0.93, confusion: [] } });
    const epochs = [lastEpochOf(), later];
    expect(judge(statusOf({ phase: 'finished', end }), { losses, epochs }).word).toBe('Works, 97 %');
    expect(judge(statusOf({ phase: 'finished' }), { losses, epochs }).word).toBe('Works, 93 %');
  });

  it('that differs by chance only is steady, at what is right', () => {
    const steady = course(400, 0.3, 0.299);
    expect(judge(training, { losses: steady, accuracy: 0.5 })).toMatchObject({
      level: 'under way',
      word: 'Steady at 50 %',
    });
    expect(judge(training, { losses: steady, accuracy: 0.97 })).toMatchObject({
      level: 'good',
      word: 'Steady at 97 %',
    });
  });

  it('that rises is a warning', () => {
    expect(judge(training, { losses: course(400, 0.3, 2) })).toMatchObject({ level: 'warn', word: 'Loss is rising' });
  });
});

describe('a network that is right no more often than by guessing', () => {
  it('is given 300 steps', () => {
    expect(judge(training, { losses: course(299, 2.4, 2.3), accuracy: 0.1 }).word).not.toBe('Not learning');
    const finding = judge(training, { losses: course(300, 2.4, 2.3), accuracy: 0.15 });
    expect(finding).toMatchObject({ level: 'warn', word: 'Not learning' });
    expect(finding.reason).toContain('learning rate');
  });

  it('is one that learns as soon as it is clearly better', () => {
    expect(judge(training, { losses: course(400, 2.4, 2), accuracy: 0.16 }).word).toBe('Learning, 16 %');
  });

  it('of two classes is not one that is right in 70 of 100', () => {
    expect(judge(training, { losses: course(400, 0.7, 0.5), accuracy: 0.7, classes: 2 }).word).toBe('Learning, 70 %');
    expect(judge(training, { losses: course(400, 0.7, 0.5), accuracy: 0.52, classes: 2 }).word).toBe('Not learning');
  });
});

describe('over-fitting', () => {
  const epoch = (number: number, train: number, validation: number): EpochPoint => {
    const point = lastEpochOf({ epoch: number });
    return { ...point, train: { ...point.train, loss: train }, validation: { ...point.validation!, loss: validation } };
  };
  const losses = course(400, 0.5, 0.1);

  it('is a loss on validation that rose for two epochs while that of training fell', () => {
    const epochs = [epoch(1, 0.3, 0.2), epoch(2, 0.2, 0.21), epoch(3, 0.1, 0.25)];
    expect(judge(training, { losses, epochs })).toMatchObject({ level: 'warn', word: 'Over-fitting' });
  });

  it('is neither one bad epoch nor a training that got worse too', () => {
    expect(judge(training, { losses, epochs: [epoch(1, 0.3, 0.2), epoch(2, 0.2, 0.21)] }).word).toBe('Learning, 97 %');
    const both = [epoch(1, 0.1, 0.2), epoch(2, 0.2, 0.21), epoch(3, 0.3, 0.25)];
    expect(judge(training, { losses, epochs: both }).word).toBe('Learning, 97 %');
  });
});

it('every finding is explained in one sentence', () => {
  const findings = [judge(null, {}), judge(training, { losses: [1] }), judge(training, { losses: course(400, 2, 1) })];
  for (const { reason } of findings) expect(reason).toMatch(/^[A-Z0-9]([^.]|\.\d)*\.$/);
});
