import { describe, expect, it } from 'vitest';
import { argMax, countCorrect, predictedClass } from '../../../src-core/metrics/accuracy';

describe('argMax', () => {
  it('finds the place of the largest value', () => {
    expect(argMax(Float32Array.of(-3, -1, -2))).toBe(1);
  });

  it('takes the first of equal values', () => {
    expect(argMax(Float32Array.of(0, 2, 2))).toBe(1);
  });

  it('looks at one row only and counts from its start', () => {
    expect(argMax(Float32Array.of(9, 0, 1, 9), 1, 2)).toBe(1);
  });
});

describe('countCorrect', () => {
  it('counts rows whose largest value is at their label, within the batch', () => {
    const logits = Float32Array.of(1, 2, 5, 4, 0, 1);
    expect(countCorrect(logits, Float32Array.of(1, 0, 1), 3, 2)).toBe(3);
    expect(countCorrect(logits, Float32Array.of(0, 0, 1), 3, 2)).toBe(2);
    expect(countCorrect(logits, Float32Array.of(1, 0, 1), 2, 2)).toBe(2);
  });
});

describe('predictedClass', () => {
  it('is the place of the largest output of a row', () => {
    expect(predictedClass(Float32Array.of(9, 0, 1, 2), 1, 2)).toBe(1);
  });

  it('is told by a single output: class 1 from one half upwards', () => {
    const outputs = Float32Array.of(-3, 0.49, 0.5, 7);
    expect([0, 1, 2, 3].map((row) => predictedClass(outputs, row, 1))).toEqual([0, 0, 1, 1]);
    expect(countCorrect(outputs, Float32Array.of(0, 1, 1, 0), 4, 1)).toBe(2);
  });
});
