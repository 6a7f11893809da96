import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { withLock } from '../../scripts/lib/lock.mjs';
import { cacheDir } from '../../scripts/lib/paths.mjs';

const NAME = `test-${process.pid}`;
const DIRECTORY = join(cacheDir, `${NAME}.lock`);

beforeEach(() => {
  vi.spyOn(process.stderr, 'write').mockReturnValue(true); // what it waits for is said to people
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(DIRECTORY, { recursive: true, force: true });
});

it('lets one in at a time', async () => {
  let inside = 0;
  const work = async () => {
    expect(++inside).toBe(1);
    await pause(20);
    inside--;
  };
  await Promise.all([1, 2, 3].map(() => withLock(NAME, 'the other test', work)));
});

it('is free again after a failure', async () => {
  const fail = () => Promise.reject(new Error('broken'));
  await expect(withLock(NAME, 'nobody', fail)).rejects.toThrow('broken');
  expect(existsSync(DIRECTORY)).toBe(false);
});

it('is taken over from a process that died', async () => {
  const { pid } = spawnSync(process.execPath, ['--version']);
  mkdirSync(DIRECTORY, { recursive: true });
  writeFileSync(join(DIRECTORY, 'pid'), String(pid));
  await expect(withLock(NAME, 'a dead process', () => Promise.resolve('mine'))).resolves.toBe('mine');
});
