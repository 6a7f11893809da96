import { fireEvent, render, screen, within } from '@testing-library/svelte';
import { expect, it } from 'vitest';
import ConfusionPanel from '../../../src-renderer/evaluate/ConfusionPanel.svelte';
import { lastEpochOf } from '../support/samples';

const classNames = Array.from({ length: 10 }, (_, digit) => String(digit));
const table = (): HTMLElement => screen.getByRole('table');

it('is a table that says what is counted, where and when', () => {
  render(ConfusionPanel, { classNames, epoch: lastEpochOf(), validates: true });
  const { textContent } = table().querySelector('caption') as HTMLElement;
  expect(textContent.trim()).toBe('Validation, 5,000 images, after step 2,580; rows: true digit, columns: read as');
  expect(within(table()).getAllByRole('columnheader')).toHaveLength(10);
  const [, zero] = within(table()).getAllByRole('row');
  expect(within(zero).getByRole('rowheader').textContent).toBe('0');
  const cells = within(zero).getAllByRole('cell');
  expect(cells.map((cell) => cell.textContent.trim())).toEqual(['490', '10', ...Array<string>(8).fill('0')]);
  expect(cells[1].title).toBe('true 0, read as 1: 10 of 500 images, 2.0 %');
  expect(screen.getByText('wrong, strongest: 10 images')).toBeTruthy();
});

it('shows shares of each row instead', async () => {
  render(ConfusionPanel, { classNames, epoch: lastEpochOf(), validates: true });
  await fireEvent.click(screen.getByRole('radio', { name: 'Shares' }));
  expect(within(table()).getAllByText('98.0')).toHaveLength(10);
  expect(table().querySelector('caption')?.textContent).toContain('% of the row');
});

it('before the first epoch is an empty grid that says when it will be filled', async () => {
  const { rerender } = render(ConfusionPanel, { classNames, epoch: null, validates: true });
  expect(table().textContent).toContain('after the first epoch');
  expect(within(table()).getAllByRole('row')).toHaveLength(11);
  await rerender({ validates: false });
  expect(table().textContent).toContain('This run keeps no validation images');
});
