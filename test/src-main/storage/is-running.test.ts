import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, it } from 'vitest';
import { isRunning } from '../../../src-main/storage/is-running';

it('tells a process that is there from one that is not', () => {
  expect(isRunning(process.pid)).toBe(true);
  expect(isRunning(process.ppid)).toBe(true);
  expect(isRunning(999_999_999)).toBe(false);
});

it.runIf(process.platform === 'linux')(
  'takes a process that is over for none, whoever has yet to take note',
  async () => {
    // The shell becomes a program that waits for no child of its own.
    const parent = spawn('sh', ['-c', 'sleep 0.3 & echo $!; exec sleep 60'], { stdio: ['ignore', 'pipe', 'inherit'] });
    try {
      const [line] = (await once(parent.stdout, 'data')) as [Buffer];
      const child = Number(line.toString());
      await expect.poll(() => isRunning(child)).toBe(false);
      expect(() => process.kill(child, 0)).not.toThrow(); // it is in the list of processes all the same
    } finally {
      parent.kill();
    }
  },
);
