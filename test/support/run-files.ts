import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, watch } from 'node:fs';
import { basename, join } from 'node:path';
import { readCheckpoint } from '../../src-core/formats/checkpoint';
import type { Checkpoint } from '../../src-core/training/checkpoint';

// The files of a run as they lie on the disk, read without any help of the program.

const checkpointsIn = (folder: string): string => join(folder, 'checkpoints');
const isTemporary = (name: string): boolean => /^\.kernelsmith-.*\.tmp$/.test(basename(name));

export const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** The checkpoints of a run by name, oldest first, each of them read and held against its checksum. */
export function checkpointsOf(folder: string): Map<string, { bytes: Uint8Array; checkpoint: Checkpoint }> {
  const names = existsSync(checkpointsIn(folder)) ? readdirSync(checkpointsIn(folder)) : [];
  const steps = names.filter((name) => name.endsWith('.safetensors')).sort();
  return new Map(
    steps.map((name) => {
      const bytes = readFileSync(join(checkpointsIn(folder), name));
      return [name, { bytes, checkpoint: readCheckpoint(bytes, name) }];
    }),
  );
}

/** The newest checkpoint; fails where there is none. */
export function newestOf(folder: string): { bytes: Uint8Array; checkpoint: Checkpoint } {
  const newest = [...checkpointsOf(folder).values()].at(-1);
  if (!newest) throw new Error(`${folder}: there is no checkpoint.`);
  return newest;
}

/** Hashes of all that has to be the same in two runs of one seed: weights, optimizer and progress; history. */
export function fingerprintOf(folder: string): { step: number; checkpoint: string; history: string } {
  const { bytes, checkpoint } = newestOf(folder);
  return {
    step: checkpoint.progress.step,
    checkpoint: hashOf(bytes),
    history: hashOf(readFileSync(join(folder, 'history.ndjson'))),
  };
}

/** Temporary files anywhere in a folder. */
export const litterIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true }).map(String).filter(isTemporary);

/** Resolves in the middle of the `count`th save from now: its temporary file has just been made. */
export function untilSaving(folder: string, count = 1): { promise: Promise<void>; end: () => void } {
  const seen = new Set<string>();
  const watcher = watch(checkpointsIn(folder));
  const promise = new Promise<void>((done) => {
    watcher.on('change', (_event, name) => {
      if (isTemporary(String(name))) seen.add(String(name));
      if (seen.size >= count) done();
    });
  });
  return { promise, end: () => watcher.close() };
}
