import { render, screen } from '@testing-library/svelte';
import { expect, it } from 'vitest';
import TestLooks from '../../../src-renderer/settings/TestLooks.svelte';

const at = new Date(2026, 10, 26, 3, 58).getTime();

it('each look of a run at the test set is dated and counted', async () => {
  const look = { at, step: 860, count: 10_000, loss: 0.07, accuracy: 0.9761 };
  const { rerender } = render(TestLooks, { looks: [] });
  expect(screen.queryByTestId('test-looks')).toBeNull();
  await rerender({ looks: [look, { ...look, at: at + 60_000, step: 2580, accuracy: 0.99 }] });
  expect(screen.getByTestId('test-looks').textContent).toContain('2, last 26 Nov 2026, 03:59');
  expect(screen.getAllByRole('listitem', { hidden: true }).map(({ textContent }) => textContent.trim())).toEqual([
    '26 Nov 2026, 03:58, step 860: 97.61 % of 10,000',
    '26 Nov 2026, 03:59, step 2,580: 99.00 % of 10,000',
  ]);
});
