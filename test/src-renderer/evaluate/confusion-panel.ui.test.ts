import { fireEvent, render, screen, within } from '@testing-library/svelte';
import { tick } from 'svelte';
import { expect, it } from 'vitest';
import ConfusionPanel from '../../../src-renderer/evaluate/ConfusionPanel.svelte';
import { Session, type TestResult } from '../../../src-renderer/state/session.svelte';
import { lastEpochOf, statusOf } from '../support/samples';

const classNames = Array.from({ length: 10 }, (_, digit) => String(digit));
const table = (): HTMLElement => screen.getByTestId('confusion');
const caption = (): string | undefined => table().querySelector('caption')?.textContent.replace(/\s+/g, ' ').trim();

/** Of the weights after step 2,580 of the first run. */
const testResult: TestResult = {
  run: 1,
  step: 2580,
  count: 10000,
  loss: 0.07,
  accuracy: 0.98,
  confusion: classNames.map((_, i) => classNames.map((__, j) => (i === j ? 1000 : 0))),
};

/** A session after its last epoch, with the panel in which its matrices stand. */
function show({ validates = true, epoch = true, changes = {} } = {}): Session {
  const session = new Session();
  session.receiveStatus(statusOf({ phase: 'training', step: 2580, ...changes }));
  if (epoch) session.receive({ kind: 'epochs', run: 1, epochs: [lastEpochOf()] });
  render(ConfusionPanel, { session, classNames, validates });
  return session;
}

it('is a table that says what is counted, where and when', () => {
  show();
  expect(caption()).toBe('Validation, 5,000 images, after step 2,580; rows: true digit, columns: read as');
  expect(within(table()).getAllByRole('columnheader')).toHaveLength(10);
  const [, zero] = within(table()).getAllByRole('row');
  expect(within(zero).getByRole('rowheader').textContent).toBe('0');
  const cells = within(zero).getAllByRole('gridcell');
  expect(cells.map((cell) => cell.textContent.trim())).toEqual(['490', '10', ...Array<string>(8).fill('0')]);
  expect(screen.getByText('wrong, strongest: 10 images')).toBeTruthy();
});

it('says a cell that is pointed at or reached by keys, of which one is reached by Tab', async () => {
  show();
  const cells = within(table()).getAllByRole('gridcell');
  const reading = (): string | null | undefined => screen.queryByTestId('confusion-reading')?.textContent;
  await fireEvent.pointerEnter(cells[1]);
  expect(reading()).toBe('0 read as 1: 10 of 500 images, 2.0 %');
  await fireEvent.pointerLeave(table());
  expect(reading()).toBeUndefined();
  expect(cells.filter((cell) => cell.tabIndex === 0)).toEqual([cells[0]]);
  cells[0].focus();
  await fireEvent.keyDown(cells[0], { key: 'ArrowDown' });
  await fireEvent.keyDown(cells[10], { key: 'ArrowRight' });
  expect(document.activeElement).toBe(cells[11]);
  expect(reading()).toBe('1 read as 1, which is right: 490 of 500 images, 98.0 %');
  expect(cells.filter((cell) => cell.tabIndex === 0)).toEqual([cells[11]]);
});

it('shows shares of each row instead', async () => {
  show();
  await fireEvent.click(screen.getByRole('radio', { name: 'Shares' }));
  expect(within(table()).getAllByText('98.0')).toHaveLength(10);
  expect(caption()).toContain('% of the row');
});

const hint = (): string | null => screen.getByTestId('confusion-hint').textContent;

it.each([
  [{ step: 500 }, 'Fills at step 860, when the first epoch ends.'],
  [{ step: 500, phase: 'stopped' }, 'Fills at step 860, when the first epoch ends. The run stands at step 500.'],
  [{ step: 860 }, 'The validation images are being read.'],
] as const)('before the first epoch is an empty grid that says when it will be filled: %o', (changes, words) => {
  show({ epoch: false, changes });
  expect(caption()).toContain('after the first epoch');
  expect(within(table()).getAllByRole('row')).toHaveLength(11);
  expect(hint()).toBe(words);
});

it('says before training how it is filled', () => {
  const session = new Session();
  session.receiveStatus(statusOf());
  render(ConfusionPanel, { session, classNames, validates: true });
  expect(screen.getByTestId('confusion-hint').textContent).toContain('first epoch');
});

it('while the test set is read says how far, not that it is sealed', async () => {
  const session = show();
  session.matrixOf = 'test';
  session.testProgress = { done: 3200, count: 10000 };
  await tick();
  expect(screen.getByTestId('confusion-hint').textContent).toBe('Reading the test set: 3,200 of 10,000 images.');
});

it('without validation images says why it is empty, and what to do', () => {
  show({ epoch: false, validates: false });
  expect(screen.getByTestId('confusion-hint').textContent).toBe('No validation images: set Validation above 0.');
});

it('switches to the test set, which is sealed until it is evaluated', async () => {
  const session = show();
  await fireEvent.click(screen.getByRole('radio', { name: 'Test' }));
  expect(screen.getByTestId('confusion-hint').textContent).toContain('press Evaluate on test');
  session.testResult = testResult;
  await tick();
  expect(caption()).toMatch(/^Test, 10,000 images, after step 2,580;/);
  expect(within(table()).getAllByText('1000')).toHaveLength(10);
});

it('marks what was measured before the network learned on, and stays with the test set where there is a result of it', async () => {
  const session = show();
  session.testResult = testResult;
  session.matrixOf = 'test';
  session.receiveStatus(statusOf({ phase: 'training', step: 2581 }));
  await tick();
  expect(caption()).toContain('after step 2,580, learned on since;');
  await fireEvent.click(screen.getByRole('radio', { name: 'Validation' }));
  expect(caption()).toContain('learned on since');
  await fireEvent.click(screen.getByRole('radio', { name: 'Test' }));
  session.receiveStatus(statusOf({ run: 2 }));
  await tick();
  expect(caption()).toContain('of an earlier run');
  session.testResult = null;
  session.receiveStatus(statusOf({ run: 3 }));
  await tick();
  expect(caption()).toContain('Validation, after the first epoch');
});
