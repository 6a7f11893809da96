import { expect, it } from 'vitest';
import { courseOf, keptStep } from '../../../src-renderer/state/run-course';
import { recordOf, runOf } from '../support/runs';
import { lastEpochOf } from '../support/samples';

const epochs = [0.3, 0.1, 0.2].map((loss, i) =>
  lastEpochOf({ epoch: i + 1, step: 860 * (i + 1), validation: { count: 50, loss, accuracy: 0.9, confusion: [] } }),
);

function course(restoreBest: boolean) {
  const record = recordOf(runOf());
  const earlyStopping = { metric: 'loss', patience: 9, restoreBest } as const;
  return courseOf({ ...record, epochs, settings: { ...record.settings, earlyStopping } });
}

it('the weights of a finished run are those of its best epoch where these were put back', () => {
  expect(keptStep(course(true), 2580, true)).toBe(1720);
  expect(keptStep(course(true), 2580, false)).toBe(2580);
  expect(keptStep(course(false), 2580, true)).toBe(2580);
});
