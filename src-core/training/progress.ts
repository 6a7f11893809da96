import { z } from 'zod';
import { EvaluationSum } from '../metrics/evaluation';
import { NOTHING_OBSERVED, type EarlyStoppingState } from '../architecture/early-stopping';
import { NO_PLATEAU, type PlateauState } from '../architecture/schedule';

const count = z.int().min(0);

/** Beside weights and optimizer, all that the next step depends on. */
export const progressStateSchema = z.strictObject({
  /** Steps done. */
  step: count,
  /** Epochs that are over, their validation included. */
  epochsDone: count,
  /** What the present epoch has summed up so far. */
  epoch: z.strictObject({ count, loss: z.number(), correct: count }),
  plateau: z.strictObject({ best: z.number().nullable(), waited: count, factor: z.number().min(0).max(1) }),
  /** How often live settings were changed. Checkpoints from before they could be have no such number. */
  changes: count.default(0),
  /** Checkpoints from before there was early stopping have none. */
  earlyStopping: z
    .strictObject({ best: z.number().nullable(), bestEpoch: count, waited: count })
    .default(NOTHING_OBSERVED),
});

export type ProgressState = z.infer<typeof progressStateSchema>;

/** How far a run has come. */
export class Progress {
  step = 0;
  epochsDone = 0;
  epoch = new EvaluationSum();
  plateau: PlateauState = NO_PLATEAU;
  changes = 0;
  earlyStopping: EarlyStoppingState = NOTHING_OBSERVED;

  get state(): ProgressState {
    const { step, epochsDone, epoch, plateau, changes, earlyStopping } = this;
    return { step, epochsDone, epoch: epoch.totals, plateau, changes, earlyStopping };
  }

  restore({ step, epochsDone, epoch, plateau, changes, earlyStopping }: ProgressState): void {
    this.step = step;
    this.epochsDone = epochsDone;
    this.epoch = new EvaluationSum(epoch);
    this.plateau = plateau;
    this.changes = changes;
    this.earlyStopping = earlyStopping;
  }
}
