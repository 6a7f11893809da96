import { render, screen, within } from '@testing-library/svelte';
import { expect, it } from 'vitest';
import { lenet5 } from '../../../src-core/architecture/presets/lenet-5';
import { notebook000 } from '../../../src-core/architecture/presets/notebook-000';
import EpochTable from '../../../src-renderer/charts/EpochTable.svelte';
import LatestFigures from '../../../src-renderer/charts/LatestFigures.svelte';
import { RunHistory } from '../../../src-renderer/state/run-history';
import { lastEpochOf } from '../support/samples';

function historyOf(losses: number[]): RunHistory {
  const history = new RunHistory(1, 860);
  const accuracies = Float32Array.from(losses, () => 0.5);
  history.addSteps({ kind: 'steps', run: 1, firstStep: 1, losses: Float32Array.from(losses), accuracies });
  return history;
}

it('the latest figures say what they are measured on', () => {
  const history = historyOf([3, 1]);
  history.addEpoch({ kind: 'epoch', run: 1, ...lastEpochOf() });
  render(LatestFigures, { curves: history.curves, settings: lenet5.settings, trainCount: 55_000 });
  expect(screen.getByTestId('train-loss').textContent).toBe('1.0000');
  expect(screen.getAllByText('last batch of 64')).toHaveLength(2);
  expect(screen.getByTestId('validation-accuracy').textContent).toBe('97.90 %');
  expect(screen.getByText('5,000 images')).toBeTruthy();
});

it('a batch too small to say anything is averaged, and that is said', () => {
  const history = historyOf([3, 1]);
  render(LatestFigures, { curves: history.curves, settings: notebook000.settings, trainCount: 60_000 });
  expect(Number(screen.getByTestId('train-loss').textContent)).toBeGreaterThan(1);
  expect(screen.getAllByText('last 9 steps')).toHaveLength(2);
  expect(screen.getByText('no images set aside')).toBeTruthy();
});

it('the table behind the curves has every epoch and the present', () => {
  const history = historyOf([3, 1]);
  history.addEpoch({ kind: 'epoch', run: 1, ...lastEpochOf({ epoch: 1, step: 2 }) });
  render(EpochTable, { curves: history.curves });
  const [epoch, now] = screen.getAllByRole('row').slice(2);
  expect(
    within(epoch)
      .getAllByRole('cell')
      .map((cell) => cell.textContent),
  ).toEqual(['2', '0.0600', '98.10 %', '0.0700', '97.90 %']);
  expect(within(now).getByRole('rowheader').textContent).toBe('now');
});
