import { expect, vi } from 'vitest';
import type { Params } from '../../../src-core/protocol/methods';
import type { Status } from '../../../src-core/protocol/status';
import { TrainerClient } from '../../../src-renderer/state/trainer-client';
import { Workbench } from '../../../src-renderer/state/workbench.svelte';
import { plainLenet5 } from '../../support/plain-recipe';
import { fakeBridge } from './fake-bridge';
import { FakeTrainer } from './fake-trainer';
import { memoryChannel } from './memory-channel';
import { factsOf, mapsOf, statusOf, weightsOf } from './samples';

/** A workbench with a plain recipe, whose trainer answers everything well and does nothing. */
export async function openBench() {
  let run = 0;
  const open = (): Status => statusOf({ run: ++run });
  const atStep = (): object => ({ step: 12 });
  const nothing = (): object => ({});
  const answers = {
    describeData: ({ dataset }: Params<'describeData'>) => factsOf(dataset),
    present: () => null,
    open,
    train: nothing,
    restart: nothing,
    pause: atStep,
    stop: atStep,
    step: atStep,
    change: () => ({ step: 13 }),
    predict: () => ({ probabilities: new Float32Array(10).fill(0.1), step: 0 }),
    featureMaps: ({ image }: Params<'featureMaps'>) => mapsOf(image),
    layerWeights: ({ layer }: Params<'layerWeights'>) => weightsOf(layer),
    evaluateTest: () => ({ count: 10000, loss: 0.0731, accuracy: 0.9761, confusion: [[10000]], step: 860 }),
    cancelTest: nothing,
    listRuns: () => ({ runs: [], damaged: [] }),
    exportWeights: () => ({ bytes: Uint8Array.of(1, 2), fileName: 'lenet-5.safetensors', step: 860 }),
  };
  const trainer = new FakeTrainer(answers as ConstructorParameters<typeof FakeTrainer>[0], memoryChannel());
  const bridge = fakeBridge();
  const client = new TrainerClient();
  const connect = (): Promise<null> => {
    client.connect(trainer.open(memoryChannel()));
    return Promise.resolve(null);
  };
  const workbench = new Workbench(bridge, { connect, storage: null, windowStorage: null });
  workbench.form.preset = plainLenet5;
  workbench.form.settings = plainLenet5.settings;
  await workbench.start(client);
  /** Tells the window a status and waits until it has it. */
  const tell = async (changes: Partial<Status>): Promise<void> => {
    const status = statusOf(changes);
    trainer.emit({ kind: 'status', status });
    await vi.waitFor(() => expect(workbench.session.status).toEqual(status));
  };
  return { workbench, trainer, bridge, tell };
}
