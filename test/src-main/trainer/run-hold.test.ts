import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { beginningOf } from '../../../src-main/storage/is-running';
import { readRun } from '../../../src-main/trainer/run-folder';
import { checkFree, hold, isAbandoned, isHeld, release } from '../../../src-main/trainer/run-hold';
import { ended, startTraining } from '../../support/child-training';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kernelsmith-hold-'));
  file = join(folder, 'writing');
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const { pid: dead } = spawnSync(process.execPath, ['--version']);

describe('a run', () => {
  it('is held by the first that asks, once, until that lets go', () => {
    expect([isHeld(folder), isAbandoned(folder)]).toEqual([false, false]);
    expect([hold(folder), hold(folder)]).toEqual([true, false]);
    expect([isHeld(folder), isAbandoned(folder)]).toEqual([true, false]);
    expect(readFileSync(file, 'utf8')).toMatch(new RegExp(`^${process.pid}\\b`));
    release(folder);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is left to another process that is there', () => {
    writeFileSync(file, `${process.ppid}\n`);
    const sentence = `${folder}: process ${process.ppid} is training this run; end that first.`;
    expect(() => hold(folder)).toThrow(sentence);
    expect(() => {
      checkFree(folder);
    }).toThrow(sentence);
    release(folder);
    expect(readFileSync(file, 'utf8')).toBe(`${process.ppid}\n`);
    expect(readdirSync(folder)).toEqual(['writing']);
  });

  it.each([`${dead}\n`, '', 'nonsense', '0'])(
    'is free where there is no process behind what is written: %j',
    (text) => {
      writeFileSync(file, text);
      expect(hold(folder)).toBe(true);
      expect(readFileSync(file, 'utf8')).toMatch(new RegExp(`^${process.pid}\\b`));
      expect(readdirSync(folder)).toEqual(['writing']);
    },
  );

  it('is begun by one of several programs that are started at once, also where one was killed before', async () => {
    writeFileSync(file, `${dead}\n`);
    writeFileSync(join(folder, 'history.ndjson'), '');
    const options = '--preset tiny --subset 200 --validation 50 --epochs 1 --batch 50 --threads 1'.split(' ');
    const programs = [1, 2, 3].map(() => startTraining(folder, options));
    const complaints = await Promise.all(programs.map(ended));
    expect(programs.filter(({ exitCode }) => exitCode === 0)).toHaveLength(1);
    const refused = complaints.filter((_, i) => programs[i].exitCode !== 0);
    for (const words of refused) expect(words).toMatch(/is training this run; end that first|already holds a run/);
    expect((await readRun(folder)).step).toBe(4);
    expect(readdirSync(folder).sort()).toEqual(['checkpoints', 'history.ndjson', 'run.json', 'standing.json']);
  });

  it.runIf(process.platform === 'linux')('is not held by another process that has got the same number since', () => {
    for (const pid of [process.pid, process.ppid]) {
      const [boot, ticks] = beginningOf(pid)!.split('/');
      for (const begun of [`${boot}/${Number(ticks) - 1}`, `00000000-0000-0000-0000-000000000000/${ticks}`]) {
        writeFileSync(file, `${pid} ${begun}\n`);
        expect(isAbandoned(folder)).toBe(true);
      }
      expect(hold(folder)).toBe(true);
      release(folder);
      expect(existsSync(file)).toBe(false);
    }
    writeFileSync(file, `${process.ppid} ${beginningOf(process.ppid)}\n`);
    expect(() => hold(folder)).toThrow(`process ${process.ppid} is training this run`);
  });
});
