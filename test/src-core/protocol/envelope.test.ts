import { describe, expect, it } from 'vitest';
import { findPreset } from '../../../src-core/architecture/presets';
import { replySchema, requestSchema } from '../../../src-core/protocol/envelope';
import { methods } from '../../../src-core/protocol/methods';

const { network, settings } = findPreset('lenet-5');

describe('requests', () => {
  it('take every method with a number', () => {
    for (const method of Object.keys(methods)) {
      expect(requestSchema.safeParse({ id: 0, method, params: {} }).success).toBe(true);
    }
  });

  it.each([
    { id: -1, method: 'train', params: {} },
    { id: 1.5, method: 'train', params: {} },
    { id: 1, method: 'format', params: {} },
    { id: 1, method: 'toString', params: {} },
    { id: 1, method: '__proto__', params: {} },
    { id: 1, method: 'train', params: {}, extra: 1 },
    null,
    'train',
  ])('refuse %j', (request) => {
    expect(requestSchema.safeParse(request).success).toBe(false);
  });

  it('check what a method is sent', () => {
    expect(methods.open.params.safeParse({ network, settings, weights: 'first' }).success).toBe(true);
    expect(methods.open.params.safeParse({ network, settings, weights: 'first', path: '/etc/passwd' }).success).toBe(
      false,
    );
    expect(
      methods.open.params.safeParse({ network: { ...network, layers: ['conv1'] }, settings, weights: 'first' }).success,
    ).toBe(false);
    expect(methods.train.params.safeParse({ epochs: 3 }).success).toBe(false);
    expect(methods.predict.params.safeParse({ pixels: new Float32Array(784) }).success).toBe(true);
    expect(methods.predict.params.safeParse({ pixels: [0, 1] }).success).toBe(false);
  });
});

describe('replies', () => {
  const status = {
    run: 1,
    id: null,
    phase: 'training',
    step: 3,
    totalSteps: 10,
    stepsPerEpoch: 5,
    epochs: 2,
    validating: null,
    imagesPerSecond: null,
    secondsLeft: null,
    splits: { train: 1, validation: 2, test: 3 },
    data: 'MNIST',
    best: null,
    series: null,
    testLooks: 0,
    runTestLooks: 0,
    end: null,
    diverged: null,
    savedStep: 2,
    saveFailure: null,
    message: null,
  };

  it.each([
    { type: 'result', id: 1, result: { step: 3 } },
    { type: 'error', id: 1, message: 'No.' },
    { type: 'event', event: { kind: 'status', status } },
    { type: 'event', event: { kind: 'notice', message: 'The disk is full.' } },
    {
      type: 'event',
      event: {
        kind: 'steps',
        run: 1,
        firstStep: 1,
        losses: Float32Array.of(2.3),
        accuracies: Float32Array.of(0.1),
      },
    },
    {
      type: 'event',
      event: {
        kind: 'epochs',
        run: 1,
        epochs: [{ epoch: 1, step: 5, train: { count: 5, loss: 0.1, accuracy: 1 }, validation: null }],
      },
    },
    { type: 'event', event: { kind: 'testProgress', run: 1, done: 64, count: 128 } },
  ])('take %j', (reply) => {
    expect(replySchema.parse(reply)).toEqual(reply);
  });

  it.each([
    { type: 'result', id: -1, result: {} },
    { type: 'error', id: 1 },
    { type: 'event', event: { kind: 'status', status: { ...status, phase: 'asleep' } } },
    { type: 'event', event: { kind: 'steps', run: 1, firstStep: 0, losses: [], accuracies: [] } },
  ])('refuse %j', (reply) => {
    expect(replySchema.safeParse(reply).success).toBe(false);
  });
});
