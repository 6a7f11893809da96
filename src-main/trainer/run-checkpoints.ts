import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { readCheckpoint, writeCheckpoint } from '../../src-core/formats/checkpoint';
import { InputError } from '../../src-core/input-error';
import type { Checkpoint } from '../../src-core/training/checkpoint';
import { describeFileError } from '../storage/file-error';
import { makeFolder } from '../storage/make-folder';
import { writeFileAtomically } from '../storage/write-file';
import { readBytes } from './datasets/read';
import { milestonesOf } from './run-milestones';

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

  /**
   * Writes one and removes those that are no longer needed: all but the newest, that of step `best`, and milestones. Throws an
   * InputError that names file and cause.
   */
  async write(checkpoint: Checkpoint, best: number | null, stepsPerEpoch: number): Promise<void> {
    const { step } = checkpoint.progress;
    const path = join(this.#folder, nameOf(step));
    const bytes = writeCheckpoint(checkpoint);
    try {
      await makeFolder(this.#folder);
      await writeFileAtomically(path, bytes);
    } catch (error) {
      throw new InputError(`${path}: the checkpoint could not be written: ${describeFileError(error)}.`);
    }
    const all = await this.steps();
    const newest = all.filter((other) => other <= step).slice(0, KEPT);
    const kept = new Set([...newest, best, ...milestonesOf(all, stepsPerEpoch, bytes.length)]);
    // What stands behind this one is of a course that the run did not take: it went on from before it, which was damaged.
    const old = all.filter((other) => other > step || !kept.has(other));
    // One too many is no reason to stop anybody's work.
    await Promise.allSettled(old.map((other) => rm(join(this.#folder, nameOf(other)), { force: true })));
  }

  /** Takes over the checkpoints of another run that stand before a step. */
  async copy(other: RunCheckpoints, step: number): Promise<void> {
    await makeFolder(this.#folder);
    for (const earlier of (await other.steps()).filter((each) => each < step)) {
      const bytes = await readBytes(join(other.#folder, nameOf(earlier)), 'the checkpoint');
      await writeFileAtomically(join(this.#folder, nameOf(earlier)), bytes);
    }
  }

  /**
   * The newest that is whole, of those of step `first` or later. Throws an InputError when there is none, telling what is wrong
   * with the newest.
   */
  async newest(first = 0): Promise<Checkpoint> {
    const faults: unknown[] = [];
    for (const step of await this.steps()) {
      if (step < first) break;
      try {
        return await this.at(step);
      } catch (error) {
        faults.push(error);
      }
    }
    if (first > 0) {
      const what = `no checkpoint of step ${first} or later can be read`;
      throw new InputError(`${this.#folder}: ${what}, and those before are of the run that this one goes on from.`);
    }
    const [fault = new InputError(`${this.#folder}: there is no checkpoint in this folder.`)] = faults;
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
