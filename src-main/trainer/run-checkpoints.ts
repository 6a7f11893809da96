import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { readCheckpoint, writeCheckpoint } from '../../src-core/formats/checkpoint';
import { InputError } from '../../src-core/input-error';
import type { Checkpoint } from '../../src-core/training/checkpoint';
import { writeFileAtomically } from '../storage/write-file';
import { readBytes } from './datasets/read';

const NAME = /^step-(\d{8,})\.safetensors$/;
/** The newest ones that are kept: should one be damaged, there is another. */
const KEPT = 2;

const nameOf = (step: number): string => `step-${String(step).padStart(8, '0')}.safetensors`;

/** The checkpoints of a run, a file each, by the steps they stand after. */
export class RunCheckpoints {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Writes one and removes those that are no longer needed: all but the newest and that of step `best`. */
  async write(checkpoint: Checkpoint, best: number | null): Promise<void> {
    await mkdir(this.#folder, { recursive: true });
    const { step } = checkpoint.progress;
    await writeFileAtomically(join(this.#folder, nameOf(step)), writeCheckpoint(checkpoint));
    const old = (await this.steps()).slice(KEPT).filter((other) => other !== best);
    await Promise.all(old.map((other) => rm(join(this.#folder, nameOf(other)), { force: true })));
  }

  /** The newest that is whole. Throws an InputError when there is none, telling what is wrong with the newest. */
  async newest(): Promise<Checkpoint> {
    let fault: unknown = new InputError(`${this.#folder}: there is no checkpoint in this folder.`);
    const steps = await this.steps();
    for (const [i, step] of steps.entries()) {
      try {
        return await this.at(step);
      } catch (error) {
        if (i === 0) fault = error;
      }
    }
    throw fault;
  }

  /** That of a step. Throws an InputError when there is none or it is damaged. */
  async at(step: number): Promise<Checkpoint> {
    const path = join(this.#folder, nameOf(step));
    return readCheckpoint(await readBytes(path, 'the checkpoint'), path);
  }

  /** Steps of all checkpoints there are, the newest first. */
  async steps(): Promise<number[]> {
    const names = await readdir(this.#folder).catch(() => []);
    const steps = names.flatMap((name) => NAME.exec(name)?.[1] ?? []).map(Number);
    return steps.sort((a, b) => b - a);
  }
}
