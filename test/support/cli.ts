import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished, vi } from 'vitest';
import type { NetworkSpec } from '../../src-core/architecture/network-spec';
import { lenet5 } from '../../src-core/architecture/presets/lenet-5';
import { InputError } from '../../src-core/input-error';
import { referenceKernels } from '../../src-core/kernels/reference';
import type { Model } from '../../src-core/model/model';
import { takeCheckpoint } from '../../src-core/training/checkpoint';
import { prepareTraining } from '../../src-core/training/prepare';
import { runCommand } from '../../src-main/cli/commands';
import { RunWriter } from '../../src-main/trainer/run-folder';

/** What a command line writes to stdout. */
export async function cli(...args: readonly string[]): Promise<string> {
  let text = '';
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
    text += String(chunk);
    return true;
  });
  try {
    await runCommand(args);
  } finally {
    write.mockRestore();
  }
  return text;
}

/** The sentence by which a command line is refused; fails where it is not, or not by one line for the user. */
export async function refusal(...args: readonly string[]): Promise<string> {
  const error = await cli(...args).then(
    () => new Error('it was not refused'),
    (reason: unknown) => reason,
  );
  if (!(error instanceof InputError) || error.message.includes('\n')) throw error;
  return error.message;
}

/** A folder that is gone when the test is over. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'kernelsmith-cli-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
  });
  return folder;
}

/** Writes a run of this network, its weights as they are first drawn unless `change` makes others of them. */
export async function writeRun(
  folder: string,
  network: NetworkSpec,
  change: (model: Model) => void = () => undefined,
): Promise<Model> {
  const { settings } = lenet5;
  const none = { shape: network.input.shape, count: 0, images: new Uint8Array(), labels: new Uint8Array() };
  const training = prepareTraining(network, settings, { train: none, validation: none, test: none }, referenceKernels);
  change(training.model);
  const writer = await RunWriter.create(folder, { network, settings, kernels: 'reference' });
  await writer.checkpoint(takeCheckpoint(training));
  writer.close();
  return training.model;
}
