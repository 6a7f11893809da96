import { render, screen } from '@testing-library/svelte';
import { expect, it } from 'vitest';
import { DIGITS } from '../../../src-core/architecture/presets/preset';
import Bars from '../../../src-renderer/drawing/Bars.svelte';

it('shows the probability of every class and marks the largest', () => {
  const probabilities = Float32Array.of(0.1, 0, 0, 0, 0, 0, 0, 0.875, 0.025, 0);
  render(Bars, { classNames: DIGITS, probabilities });
  const seven = screen.getByTestId('bar-7');
  expect(seven.dataset.probability).toBe('0.875');
  expect(seven.textContent).toContain('87.5');
  expect(seven.className).toContain('best');
  expect(screen.getByTestId('bar-0').className).not.toContain('best');
});

it.each([null, new Float32Array(10).fill(NaN)])('has no figures where there are none (%#)', (probabilities) => {
  render(Bars, { classNames: DIGITS, probabilities });
  expect(screen.getAllByRole('listitem').map((bar) => bar.dataset.probability)).toEqual(Array(10).fill(undefined));
});
