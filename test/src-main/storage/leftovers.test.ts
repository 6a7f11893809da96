import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { removeLeftovers, temporaryBeside } from '../../../src-main/storage/leftovers';
import { writeFileAtomically } from '../../../src-main/storage/write-file';
import { removeLeftoversOfRuns } from '../../../src-main/trainer/run-leftovers';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kernelsmith-leftovers-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** The number of a program that has ended. */
const { pid: dead } = spawnSync(process.execPath, ['--version']);

/** What a program of this number would leave in a folder. */
function leave(pid: number, where = folder): string {
  const name = basename(temporaryBeside('x')).replace(`-${process.pid}-`, `-${pid}-`);
  writeFileSync(join(where, name), 'half');
  return name;
}

describe('what a killed program left', () => {
  it('is removed; what another one is still writing, and what is not ours, stays', async () => {
    leave(dead);
    const kept = [leave(process.ppid), leave(process.pid), '.0123456789ab.tmp', 'mine.tmp'];
    for (const name of kept.slice(2)) writeFileSync(join(folder, name), '');
    await removeLeftovers(folder);
    expect(readdirSync(folder).sort()).toEqual(kept.sort());
  });

  it('is removed, too, where this program, or another that is there, happens to have the same number', async () => {
    const long = new Date(2001, 0);
    for (const pid of [process.pid, process.ppid]) utimesSync(join(folder, leave(pid)), long, long);
    await removeLeftovers(folder);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is removed by the first that writes to the folder', async () => {
    leave(dead);
    await writeFileAtomically(join(folder, 'a'), Uint8Array.of(1));
    expect(readdirSync(folder)).toEqual(['a']);
  });

  it('is removed from all runs, with and without checkpoints', async () => {
    for (const run of ['one', 'two', 'begun']) mkdirSync(join(folder, run, 'checkpoints'), { recursive: true });
    leave(dead, join(folder, 'one'));
    leave(dead, join(folder, 'two', 'checkpoints'));
    writeFileSync(join(folder, 'file'), '');
    // A run that had no checkpoint yet is none.
    for (const [name, text] of [
      ['writing', `${dead}`],
      ['history.ndjson', ''],
    ] as const)
      writeFileSync(join(folder, 'begun', name), text);
    await removeLeftoversOfRuns(folder);
    expect(readdirSync(folder, { recursive: true }).sort()).toEqual(
      ['file', 'one', 'one/checkpoints', 'two', 'two/checkpoints'].sort(),
    );
    await removeLeftoversOfRuns(join(folder, 'none'));
  });
});
