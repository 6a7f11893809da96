import { expect } from 'vitest';
import type { Examples } from '../../src-core/data/examples';
import { sizeOf } from '../../src-core/tensor/shape';

/** Fails unless the examples are what everything else relies on. */
export function expectValid({ shape, count, images, labels }: Examples, classes: number): void {
  expect(count).toBeGreaterThan(0);
  expect([1, 3]).toContain(shape.length);
  expect(images).toHaveLength(count * sizeOf(shape));
  expect(labels).toHaveLength(count);
  expect(labels.every((label) => label < classes)).toBe(true);
  expect(images.every((value) => Number.isFinite(value))).toBe(true);
}
