import type { Status } from '../../../src-core/protocol/status';
import type { EpochPoint } from '../../../src-renderer/state/run-history';

/** A status of lenet-5's recipe before its first step, with some of it changed. */
export function statusOf(changes: Partial<Status> = {}): Status {
  return {
    run: 1,
    phase: 'ready',
    step: 0,
    totalSteps: 2580,
    stepsPerEpoch: 860,
    epochs: 3,
    validating: null,
    imagesPerSecond: null,
    secondsLeft: null,
    splits: { train: 55000, validation: 5000, test: 10000 },
    available: 60000,
    testLooks: 0,
    message: null,
    ...changes,
  };
}

/** 500 of each digit, of which a few are taken for the next one. */
const CONFUSION = Array.from({ length: 10 }, (_, row) =>
  Array.from({ length: 10 }, (_, column) => (row === column ? 490 : column === (row + 1) % 10 ? 10 : 0)),
);

/** The end of lenet-5's last epoch. */
export function lastEpochOf(changes: Partial<EpochPoint> = {}): EpochPoint {
  return {
    epoch: 3,
    step: 2580,
    train: { count: 55000, loss: 0.06, accuracy: 0.981 },
    validation: { count: 5000, loss: 0.07, accuracy: 0.979, confusion: CONFUSION },
    ...changes,
  };
}
