import { expect, it } from 'vitest';
import { shapeGlyph, shapeWords } from '../../../src-renderer/network/shape-glyph';

it('draws one square for each feature map, to scale', () => {
  const { cells, height, hidden } = shapeGlyph([6, 28, 28]);
  expect(cells).toHaveLength(6);
  expect(cells.every((cell) => cell.width === 28 && cell.height === 28)).toBe(true);
  expect(height).toBe(28);
  expect(hidden).toBe(0);
});

it('draws every value of a vector', () => {
  expect(shapeGlyph([400]).cells).toHaveLength(400);
  expect(shapeGlyph([10]).cells).toHaveLength(10);
});

it('counts what finds no room', () => {
  const { cells, hidden, width } = shapeGlyph([64, 28, 28]);
  expect(cells.length + hidden).toBe(64);
  expect(hidden).toBeGreaterThan(0);
  expect(Math.max(...cells.map((cell) => cell.x + cell.width))).toBeLessThanOrEqual(width);
});

it('says a shape as it is read', () => {
  expect(shapeWords([16, 5, 5])).toBe('16 × 5 × 5');
  expect(shapeWords([400])).toBe('400');
});
