import type { NetworkSpec } from '../../src-core/architecture/network-spec';
import type { TrainingSettings } from '../../src-core/architecture/training-settings';
import type { Examples, Splits } from '../../src-core/data/dataset';
import type { LaneSetup } from '../../src-core/kernels/wasm';
import type { NamedTensor } from '../../src-core/model/weights';
import type { DetailedEvaluation, Evaluation } from '../../src-core/metrics/evaluation';
import type { RatePoint } from '../../src-core/metrics/rate-range';
import type { Checkpoint } from '../../src-core/training/checkpoint';
import type { SettingsChange } from './history-queue';
import type { NewFolder } from './run-saver';
import type { Divergence } from '../../src-core/protocol/status';
import type { RunEnd } from '../../src-core/training/train';

/** Where a run is kept: in a new folder, or in one that holds the moment from which it goes on, after so many seconds. */
export type Keep =
  | (NewFolder & { readonly kind: 'new' })
  | { readonly kind: 'old'; readonly folder: string; readonly seconds: number | null };

/** What a worker is started for. Images lie in shared memory; nothing is copied. */
export type WorkerTask =
  | {
      readonly kind: 'train';
      readonly network: NetworkSpec;
      readonly settings: TrainingSettings;
      readonly splits: Splits;
      /** Weights to begin with; what is not among them is drawn from the seed. */
      readonly initialWeights: readonly NamedTensor[];
      readonly control: SharedArrayBuffer;
      readonly snapshot: SharedArrayBuffer;
      /** A moment to go on from; null: the beginning. */
      readonly moment: Checkpoint | null;
      /** Where the run is kept; null: nowhere. */
      readonly keep: Keep | null;
    }
  /** To stay and time epochs, each when it is told to (`PredictionTask`). */
  | { readonly kind: 'predict' }
  | {
      readonly kind: 'evaluate';
      readonly network: NetworkSpec;
      readonly weights: Float32Array;
      readonly examples: Examples;
    }
  /** To try learning rates, from low ones to high ones. */
  | {
      readonly kind: 'findRate';
      readonly network: NetworkSpec;
      readonly settings: TrainingSettings;
      readonly splits: Splits;
    };

/** One more lane for the kernels of another thread, which may have stepped back behind the window. */
export interface LaneTask {
  readonly kind: 'lane';
  readonly setup: LaneSetup;
  readonly lane: number;
  readonly lowPriority: boolean;
}

/** An epoch to be timed. */
export interface PredictionTask {
  readonly network: NetworkSpec;
  readonly settings: TrainingSettings;
  readonly splits: Splits;
}

/** An epoch that is over. */
export interface FinishedEpoch {
  readonly epoch: number;
  readonly step: number;
  readonly train: Evaluation;
  readonly validation: DetailedEvaluation | null;
}

/** What a worker tells. Every message but `failed` speaks of steps that are done and published. */
export type WorkerMessage =
  /** The first weights are drawn and published. */
  | { readonly kind: 'built' }
  | {
      readonly kind: 'steps';
      readonly firstStep: number;
      readonly losses: Float32Array<ArrayBuffer>;
      readonly accuracies: Float32Array<ArrayBuffer>;
    }
  | { readonly kind: 'validating'; readonly done: number; readonly count: number }
  | { readonly kind: 'epochs'; readonly epochs: readonly FinishedEpoch[] }
  /** `command`: number of the command that it obeys. */
  | { readonly kind: 'paused'; readonly step: number; readonly command: number }
  /** Settings that were sent are in force, from this step on (counted from 1), and on the disk: one for each time that they were. */
  | { readonly kind: 'changed'; readonly change: SettingsChange; readonly network: NetworkSpec }
  | { readonly kind: 'stopped'; readonly step: number }
  | { readonly kind: 'finished'; readonly step: number; readonly end: RunEnd }
  | { readonly kind: 'evaluating'; readonly done: number; readonly count: number }
  | { readonly kind: 'evaluated'; readonly evaluation: DetailedEvaluation }
  /** A learning rate has been tried; then: that was the last one. */
  | { readonly kind: 'rateTried'; readonly point: RatePoint }
  | { readonly kind: 'ratesTried' }
  /** Answers to a `PredictionTask`: seconds of an epoch, or one sentence. */
  | { readonly kind: 'predicted'; readonly seconds: number }
  | { readonly kind: 'notPredicted'; readonly message: string }
  /** After a standstill: what the run went through is on the disk, as far as that can be. `command`: as of `paused`; null: the run is over. `failing`: it could not be, and is tried again, which is told again. */
  | { readonly kind: 'settled'; readonly command: number | null; readonly failing: boolean }
  /** The moment after so many steps is on the disk. */
  | { readonly kind: 'saved'; readonly step: number }
  /** What came about could not be saved: told once until a moment is `saved` again. `message`: one sentence. */
  | { readonly kind: 'notSaved'; readonly message: string }
  /** Something that the user should know; the run goes on. */
  | { readonly kind: 'notice'; readonly message: string; readonly tone: 'info' | 'error' }
  /** Training stands before a step that fails, and sleeps until it is commanded to try again. `message`: one sentence. */
  | { readonly kind: 'diverged'; readonly divergence: Divergence; readonly message: string }
  /** `message`: one sentence for the user. */
  | { readonly kind: 'failed'; readonly message: string }
  /** The thread is gone, in the middle of whatever it did. `message`: one sentence. */
  | { readonly kind: 'died'; readonly message: string };
