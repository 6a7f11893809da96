import type { NetworkSpec } from '../../src-core/architecture/network-spec';
import type { TrainingSettings } from '../../src-core/architecture/training-settings';
import type { Examples, Splits } from '../../src-core/data/dataset';
import type { LaneSetup } from '../../src-core/kernels/wasm';
import type { DetailedEvaluation, Evaluation } from '../../src-core/metrics/evaluation';

/** What a worker is started for. Images lie in shared memory; nothing is copied. */
export type WorkerTask =
  | {
      readonly kind: 'train';
      readonly network: NetworkSpec;
      readonly settings: TrainingSettings;
      readonly splits: Splits;
      /** Weights to begin with; null: drawn from the seed. */
      readonly initialWeights: Float32Array | null;
      readonly control: SharedArrayBuffer;
      readonly snapshot: SharedArrayBuffer;
      /** A new folder to keep the run in; null: nowhere. */
      readonly folder: string | null;
    }
  /** One more lane for the kernels of another thread. */
  | { readonly kind: 'lane'; readonly setup: LaneSetup; readonly lane: number }
  | {
      readonly kind: 'evaluate';
      readonly network: NetworkSpec;
      readonly weights: Float32Array;
      readonly examples: Examples;
    };

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
  | { readonly kind: 'stopped' | 'finished'; readonly step: number }
  | { readonly kind: 'evaluating'; readonly done: number; readonly count: number }
  | { readonly kind: 'evaluated'; readonly evaluation: DetailedEvaluation }
  /** The run goes on, but is no longer kept on the disk. */
  | { readonly kind: 'notSaved'; readonly message: string }
  /** `message`: one sentence for the user. */
  | { readonly kind: 'failed'; readonly message: string };
