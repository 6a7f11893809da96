import { expect, it } from 'vitest';
import { ACCURACY, LOSS, validationPoints } from '../../../src-renderer/charts/quantity';
import { lastEpochOf } from '../support/samples';

const curve = (raw: number[], smooth: number[]) => ({ raw: Float32Array.from(raw), smooth: Float32Array.from(smooth) });

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

it('accuracy always runs from nothing to all', () => {
  expect(ACCURACY.axis(curve([0.9], [0.9]), [])).toMatchObject({ min: 0, max: 1 });
});
