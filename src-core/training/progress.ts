import { EvaluationSum, type EvaluationTotals } from '../metrics/evaluation';
import { NO_PLATEAU, type PlateauState } from './schedule';

/** Progress as plain data: beside weights and optimizer, all that the next step depends on. */
export interface ProgressState {
  /** Steps done. */
  readonly step: number;
  /** Epochs that are over, their validation included. */
  readonly epochsDone: number;
  /** What the present epoch has summed up so far. */
  readonly epoch: EvaluationTotals;
  readonly plateau: PlateauState;
}

/** How far a run has come. */
export class Progress {
  step = 0;
  epochsDone = 0;
  epoch = new EvaluationSum();
  plateau: PlateauState = NO_PLATEAU;

  get state(): ProgressState {
    return { step: this.step, epochsDone: this.epochsDone, epoch: this.epoch.totals, plateau: this.plateau };
  }

  restore({ step, epochsDone, epoch, plateau }: ProgressState): void {
    this.step = step;
    this.epochsDone = epochsDone;
    this.epoch = new EvaluationSum(epoch);
    this.plateau = plateau;
  }
}
