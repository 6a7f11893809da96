import { createHash } from 'node:crypto';
import { join, resolve } from 'node:path';
import { afterEach, expect } from 'vitest';
import type { TrainingSettings } from '../../src-core/architecture/training-settings';
import { readSafetensors } from '../../src-core/formats/safetensors';
import type { TrainerEvent } from '../../src-core/protocol/events';
import type { Params } from '../../src-core/protocol/methods';
import type { Phase } from '../../src-core/protocol/status';
import { DataShelf } from '../../src-main/trainer/datasets/shelf';
import { RunStore } from '../../src-main/trainer/run-store';
import { Session } from '../../src-main/trainer/session';
import { plainLenet5 } from './plain-recipe';

export const shelf = new DataShelf({ mnist: resolve('resources/mnist'), fashionMnist: resolve('no/such/folder') });

/** A short run of lenet-5. */
export const small: TrainingSettings = {
  ...plainLenet5.settings,
  subset: 160,
  validation: 50,
  epochs: 2,
  batchSize: 32,
};

/** A session with the real data and the real worker thread, and everything it has told. */
export class Probe {
  readonly events: TrainerEvent[] = [];
  /** Threads that have died, each in one sentence. */
  readonly deaths: string[] = [];
  readonly session: Session;

  /** `runs`: the folder in which runs are kept; null: they are not. */
  constructor(
    readonly runs: string | null = null,
    workerFile = resolve('out/main/training-worker.js'),
  ) {
    this.session = new Session({
      load: (source) => shelf.load(source),
      workerFile,
      runs: runs === null ? null : new RunStore(runs),
      emit: (event) => this.events.push(event),
      onDeath: (reason) => this.deaths.push(reason),
      now: () => performance.now(),
    });
    probes.push(this);
  }

  open(
    settings: Partial<TrainingSettings> = {},
    network = plainLenet5.network,
    weights: Params<'open'>['weights'] = 'first',
  ) {
    return this.session.open({ network, settings: { ...small, ...settings }, weights });
  }

  get status() {
    return this.events.flatMap((event) => (event.kind === 'status' ? [event.status] : [])).at(-1)!;
  }

  /** The folder of the present run. */
  get folder(): string {
    return join(this.runs!, this.session.presentNow!.status.id!);
  }

  async until(phase: Phase): Promise<void> {
    while (this.status.phase !== phase) await new Promise((done) => setTimeout(done, 5));
  }

  /** Losses of the present run, checked to be without a gap. */
  get losses(): number[] {
    const losses: number[] = [];
    for (const event of this.events) {
      if (event.kind !== 'steps' || event.run !== this.status.run) continue;
      expect(event.firstStep).toBe(losses.length + 1);
      losses.push(...event.losses);
    }
    return losses;
  }

  /** The present weights by name. */
  get weights(): Readonly<Record<string, Float32Array>> {
    const tensors = readSafetensors(this.session.exportWeights().bytes, 'weights');
    return Object.fromEntries(tensors.map(({ name, values }) => [name, values]));
  }

  get weightsHash(): string {
    return createHash('sha256').update(this.session.exportWeights().bytes).digest('hex');
  }
}

const probes: Probe[] = [];
afterEach(async () => {
  for (const { session } of probes.splice(0)) {
    await session.stop().catch(() => undefined);
    await session.settle(); // nothing is written any more
  }
});
