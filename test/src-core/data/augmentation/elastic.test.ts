import { describe, expect, it } from 'vitest';
import { ElasticField, gaussianWeights } from '../../../../src-core/data/augmentation/elastic';
import { RandomStream } from '../../../../src-core/random/random-stream';

describe('gaussianWeights', () => {
  it('sum to 1 and fall as a Gaussian does', () => {
    const weights = gaussianWeights(2);
    expect(weights).toHaveLength(13);
    expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 14);
    expect(weights[8] / weights[6]).toBeCloseTo(Math.exp(-0.5), 12);
    expect([...weights]).toEqual([...weights].reverse());
  });
});

describe('ElasticField', () => {
  it('smooths the drawn noise as the definition says: each value from all others, zeros outside', () => {
    const [height, width, sigma, alpha] = [5, 7, 1.2, 10];
    const field = new ElasticField(height, width, { alpha, sigma });
    field.draw(new RandomStream(7, 'field'), 100);
    const stream = new RandomStream(7, 'field');
    const drawn = Array.from({ length: height * width }, (_, i) => (stream.uint32(100 + i) & 0xffff) / 32768 - 1);
    const weight = (distance: number): number =>
      Math.abs(distance) > 3.6 ? 0 : Math.exp(-(distance * distance) / (2 * sigma * sigma));
    const total = Array.from({ length: 7 }, (_, i) => weight(i - 3)).reduce((a, b) => a + b, 0);
    field.x.forEach((value, at) => {
      const [row, column] = [Math.floor(at / width), at % width];
      const sum = drawn.reduce(
        (all, u, i) => all + u * weight(Math.floor(i / width) - row) * weight((i % width) - column),
        0,
      );
      expect(value).toBeCloseTo((alpha * sum) / total ** 2, 2);
    });
  });

  it('has mean 0 over many draws, stays below alpha, and is as large as it is said to be', () => {
    const field = new ElasticField(28, 28, { alpha: 34, sigma: 4 });
    const stream = new RandomStream(3, 'field');
    let [sum, squares, most] = [0, 0, 0];
    for (let k = 0; k < 400; k++) {
      field.draw(stream, k * 784);
      for (const value of [field.x[14 * 28 + 14], field.y[14 * 28 + 14]]) {
        sum += value;
        squares += value * value;
      }
      most = field.x.reduce((max, value) => Math.max(max, Math.abs(value)), most);
    }
    expect(Math.abs(sum / 800)).toBeLessThan(0.15); // three standard errors of the mean
    expect(Math.sqrt(squares / 800)).toBeCloseTo((0.163 * 34) / 4, 0);
    expect(most).toBeLessThan(34);
  });
});
