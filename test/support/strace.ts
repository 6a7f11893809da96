import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const CALLS = ['openat', 'write', 'pwrite64', 'fsync', 'rename'] as const;

/** A call of the system by one thread of a program. */
export interface SystemCall {
  readonly thread: string;
  readonly name: (typeof CALLS)[number];
  /** How many of that name the thread has made, this one included. */
  readonly count: number;
  readonly args: string;
}

/** Whether a program can be watched and disturbed here. */
export const canTrace = spawnSync('strace', ['-qq', '-e', 'trace=none', 'true']).status === 0;

interface Traced {
  readonly calls: readonly SystemCall[];
  /** The program's own exit code; null when it was killed. */
  readonly code: number | null;
  readonly complaints: string;
}

/**
 * Runs Node with these arguments under strace, all files read and written by one thread. `disturbance` is what
 * `-e inject=` takes, such as `fsync:error=EIO:when=2`.
 */
export function traceNode(folder: string, args: readonly string[], disturbance?: string): Traced {
  const log = join(folder, 'strace.log');
  const inject = disturbance === undefined ? [] : ['-e', `inject=${disturbance}`];
  const options = ['-f', '-y', '-qq', '-e', 'signal=none', '-e', `trace=${CALLS.join(',')}`, ...inject, '-o', log];
  const { status, stderr } = spawnSync('strace', [...options, process.execPath, ...args], {
    encoding: 'utf8',
    env: { ...process.env, UV_THREADPOOL_SIZE: '1' },
  });
  return { calls: callsIn(readFileSync(log, 'utf8')), code: status, complaints: stderr };
}

const LINE = /^(\d+) +(\w+)\((.*)$/;

function callsIn(log: string): SystemCall[] {
  const counts = new Map<string, number>();
  return log.split('\n').flatMap((line) => {
    const [, thread, name, args] = LINE.exec(line) ?? [];
    const known = CALLS.find((call) => call === name);
    if (known === undefined) return [];
    const key = `${thread} ${known}`;
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    return { thread, name: known, count, args };
  });
}
