import { render, screen, within } from '@testing-library/svelte';
import { expect, it } from 'vitest';
import { notebook000 } from '../../../src-core/architecture/presets/notebook-000';
import BestLine from '../../../src-renderer/charts/BestLine.svelte';
import EpochTable from '../../../src-renderer/charts/EpochTable.svelte';
import LatestFigures from '../../../src-renderer/charts/LatestFigures.svelte';
import { latestOf } from '../../../src-renderer/state/latest';
import { RunHistory } from '../../../src-renderer/state/run-history';
import { plainLenet5 } from '../../support/plain-recipe';
import { lastEpochOf } from '../support/samples';

const measuredOn = (testid: string): string | undefined =>
  screen.getByTestId(testid).parentElement?.querySelector('.quiet')?.textContent;

function historyOf(losses: number[]): RunHistory {
  const history = new RunHistory(1, 860);
  const accuracies = Float32Array.from(losses, () => 0.5);
  history.addSteps({ kind: 'steps', run: 1, firstStep: 1, losses: Float32Array.from(losses), accuracies });
  return history;
}

it('the latest figures say what they are measured on', () => {
  const history = historyOf([3, 1]);
  history.addEpochs({ kind: 'epochs', run: 1, epochs: [lastEpochOf()] });
  const { curves } = history;
  render(LatestFigures, { epoch: lastEpochOf(), latest: latestOf(curves, 64, 55_000), settings: plainLenet5.settings });
  expect(screen.getByTestId('train-loss').textContent).toBe('2.0000');
  expect(measuredOn('train-loss')).toBe('last 2 steps');
  expect(measuredOn('train-accuracy')).toBe('last 2 steps');
  expect(screen.getByTitle('last batch of 64 images: 1.0000')).toBeTruthy();
  expect(screen.getByTestId('validation-accuracy').textContent).toBe('97.90 %');
  expect(measuredOn('validation-accuracy')).toBe('5,000 images');
});

it('a batch too small to say anything is averaged over more steps, and that is said', () => {
  const history = historyOf([...new Array<number>(100).fill(9), ...new Array<number>(500).fill(2)]);
  const { curves } = history;
  render(LatestFigures, { epoch: null, latest: latestOf(curves, 1, 60_000), settings: notebook000.settings });
  expect(screen.getByTestId('train-loss').textContent).toBe('2.0000');
  expect(measuredOn('train-loss')).toBe('last 500 steps');
  expect(measuredOn('validation-accuracy')).toBe('no images set aside');
});

it('the table behind the curves has every epoch, and for the present the headline and the batch', () => {
  const history = historyOf([3, 1]);
  history.addEpochs({ kind: 'epochs', run: 1, epochs: [lastEpochOf({ epoch: 1, step: 2 })] });
  render(EpochTable, { curves: history.curves, latest: latestOf(history.curves, 64, 55_000), changes: [], hint: '' });
  const [now, batch, epoch] = screen.getAllByRole('row').slice(2);
  expect(
    within(epoch)
      .getAllByRole('cell')
      .map((cell) => cell.textContent),
  ).toEqual(['2', '0.0600', '98.10 %', '0.0700', '97.90 %']);
  expect(within(now).getByRole('rowheader').textContent).toBe('last 2 steps');
  expect(within(now).getAllByRole('cell')[0].textContent).toBe('2.0000');
  expect(within(batch).getByRole('rowheader').textContent).toBe('last batch of 64 images');
  expect(within(batch).getAllByRole('cell')[0].textContent).toBe('1.0000');
  expect(screen.getByRole('table').textContent).toContain('Validation, 5,000 images');
});

it('the table marks the best epoch on validation, and has it however long ago it was', () => {
  const history = historyOf([3, 1]);
  const epochs = Array.from({ length: 300 }, (_, i) =>
    lastEpochOf({
      epoch: i + 1,
      step: i + 1,
      validation: { count: 5000, loss: 0.1, accuracy: i === 6 ? 0.99 : 0.9, confusion: [] },
    }),
  );
  history.addEpochs({ kind: 'epochs', run: 1, epochs });
  render(EpochTable, { curves: history.curves, latest: latestOf(history.curves, 64, 55_000), changes: [], hint: '' });
  const marked = screen.getAllByRole('rowheader').filter((header) => header.textContent.includes('best'));
  expect(marked.map((header) => header.textContent)).toEqual(['7\u00a0best']);
  expect(screen.getByText('99.00 %')).toBeTruthy();
  expect(screen.getByRole('region').textContent).toContain('99 other epochs can be seen in the curves only');
});

it('the table tells what was changed on the way', () => {
  const { curves } = historyOf([3, 1]);
  const changes = [{ step: 2, words: 'learning rate 0.005' }];
  render(EpochTable, { curves, latest: latestOf(curves, 64, 55_000), changes, hint: '' });
  expect(screen.getByRole('region').textContent).toContain('From step 2 on: learning rate 0.005.');
});

it('says which epoch did best, on how many images, and before the first that this is to come', async () => {
  const { rerender } = render(BestLine, { epochs: [], validates: true });
  expect(screen.getByTestId('best').textContent.trim()).toBe('Best on validation: known after the first epoch');
  const worse = lastEpochOf({ epoch: 4, validation: { count: 5000, loss: 0.05, accuracy: 0.97, confusion: [] } });
  await rerender({ epochs: [lastEpochOf(), worse] });
  expect(screen.getByTestId('best').textContent.trim()).toBe('Best: epoch 3, 97.90 % on validation, 5,000 images');
  await rerender({ epochs: [], validates: false });
  expect(screen.getByTestId('best').textContent.trim()).toBe('');
});
