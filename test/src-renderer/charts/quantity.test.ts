import { describe, expect, it } from 'vitest';
import {
  ACCURACY,
  ACCURACY_WHOLE,
  LOSS,
  nearestStep,
  readAt,
  validationPoints,
} from '../../../src-renderer/charts/quantity';
import { lastEpochOf } from '../support/samples';

const curve = (raw: number[], smooth: number[]) => ({
  raw: Float32Array.from(raw),
  smooth: Float32Array.from(smooth),
  settled: smooth.length,
});

it('puts each validation at its step and leaves out epochs without one', () => {
  const epochs = [lastEpochOf({ step: 860, validation: null }), lastEpochOf()];
  expect(validationPoints(epochs, LOSS)).toEqual([{ x: 2580, y: 0.07 }]);
  expect(validationPoints(epochs, ACCURACY)).toEqual([{ x: 2580, y: 0.979 }]);
});

it('shows all batches where they lie near their mean', () => {
  const { min, max } = LOSS.axis(curve([3, 0.1], [3, 0.2]), []);
  expect(min).toBeLessThanOrEqual(0.1);
  expect(max).toBeGreaterThanOrEqual(3);
});

it('does not let one batch far out flatten the curve', () => {
  const { min } = LOSS.axis(curve([3, 1e-7, 1], [3, 2, 1]), []);
  expect(min).toBeGreaterThan(0.05);
});

it('keeps the validations in the picture', () => {
  expect(LOSS.axis(curve([3], [3]), [{ x: 1, y: 0.004 }]).min).toBeLessThan(0.004);
});

it('accuracy is shown around most of its curve and all validations, or the whole way', () => {
  const learned = Array.from({ length: 100 }, (_, i) => (i < 15 ? 0.1 : 0.96));
  expect(ACCURACY.axis(curve(learned, learned), [])).toMatchObject({ min: 0.95, max: 1 });
  expect(ACCURACY.axis(curve(learned, learned), [{ x: 50, y: 0.81 }])).toMatchObject({ min: 0.8, max: 1 });
  expect(ACCURACY.axis(curve([], []), [{ x: 50, y: 0.97 }])).toMatchObject({ min: 0.95 });
  expect(ACCURACY.axis(curve([], []), [])).toMatchObject({ min: 0, max: 1 });
  expect(ACCURACY_WHOLE.axis(curve(learned, learned), [])).toMatchObject({ min: 0, max: 1 });
});

describe('reading off', () => {
  const curves = {
    run: 1,
    window: 8,
    loss: curve([3, 2, 1], [3, 2, 1.5]),
    accuracy: curve([0, 0.5, 1], [0, 0.5, 0.75]),
    epochs: [lastEpochOf({ step: 3 })],
  };

  it('gives the values of a step, and the validation where there was one', () => {
    expect(readAt(curves, LOSS, 2)).toEqual({ step: 2, raw: 2, smooth: 2, validation: null });
    expect(readAt(curves, ACCURACY, 3)).toEqual({ step: 3, raw: 1, smooth: 0.75, validation: 0.979 });
    expect(readAt(curves, LOSS, 4)).toBeNull();
  });

  it('goes to the nearest step that there is, and rather to a validation', () => {
    expect(nearestStep(curves, 0, 0)).toBe(1);
    expect(nearestStep(curves, 90, 0)).toBe(3);
    expect(nearestStep(curves, 2, 0.5)).toBe(2);
    expect(nearestStep(curves, 2, 1)).toBe(3);
    expect(nearestStep({ ...curves, loss: curve([], []) }, 2, 1)).toBeNull();
  });
});
