import { expect, it } from 'vitest';
import { pathOf } from '../../../src-renderer/drawing/path';
import { pointOnPad, toolOf } from '../../../src-renderer/drawing/pointer';

it('finds a pointer on the pad as shares of its sides', () => {
  const box = { left: 100, top: 50, width: 200, height: 200 };
  expect(pointOnPad({ clientX: 150, clientY: 200 }, box)).toEqual([0.25, 0.75]);
});

it('draws with the main button, erases with the right one and with the other end of a pen', () => {
  expect([0, 1, 2, 5].map((button) => toolOf(button, 'pen'))).toEqual(['pen', null, 'eraser', 'eraser']);
  expect(toolOf(0, 'eraser')).toBe('eraser');
});

it('writes a stroke as a path, and a dot as a line of no length', () => {
  expect(pathOf([[0, 0.5], [1, 0.25], [0.1, 0]])).toBe('M0.0000 0.5000L1.0000 0.2500 0.1000 0.0000'); // prettier-ignore
  expect(pathOf([[0.5, 0.5]])).toBe('M0.5000 0.5000L0.5000 0.5000');
  expect(pathOf([])).toBe('');
});
