import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { tiny } from '../../../src-core/architecture/presets/tiny';
import { temporaryFolder, writeRun } from '../../support/cli';
import { canTrace, traceNode, type SystemCall } from '../../support/strace';

const TEMPORARY = /\.kernelsmith-\d+-\w+\.tmp/;

/** A run to export from, and where to: a file that is there already, alone in its folder. */
async function prepare(): Promise<{ folder: string; file: string; args: string[]; old: Buffer }> {
  const folder = temporaryFolder();
  const [run, out] = [join(folder, 'run'), join(folder, 'out')];
  await writeRun(run, tiny.network);
  const file = join(out, 'weights.npz');
  mkdirSync(out);
  writeFileSync(file, 'old');
  const args = [resolve('out/main/cli.js'), 'export', '--run', run, '--format', 'npz', '--out', file];
  return { folder, file, args, old: readFileSync(file) };
}

/** The calls that one save makes, in order. */
function savingCalls(calls: readonly SystemCall[], file: string): SystemCall[] {
  const begin = calls.findIndex(({ name, args }) => name === 'openat' && TEMPORARY.test(args));
  const { thread } = calls[begin];
  const folder = join(file, '..');
  return calls.slice(begin).filter((call) => call.thread === thread && call.args.includes(folder));
}

const words = ({ name, args }: SystemCall): string => {
  if (name === 'openat') return args.includes('O_EXCL') ? 'open a new file' : 'open the folder';
  if (name === 'fsync') return TEMPORARY.test(args) ? 'sync the file' : 'sync the folder';
  return name === 'rename' ? 'rename' : 'write';
};

describe.skipIf(!canTrace)('a save, call by call,', () => {
  it('makes a temporary file of its own, writes, syncs, renames and syncs the folder', async () => {
    const { folder, file, args } = await prepare();
    const { calls, code } = traceNode(folder, args);
    expect(code).toBe(0);
    const order = savingCalls(calls, file).map(words);
    expect(order.filter((word, i) => word !== order[i - 1])).toEqual([
      ...['open a new file', 'write', 'sync the file', 'rename'],
      ...['open the folder', 'sync the folder'],
    ]);
  }, 60_000);

  it('that is killed at any of these calls leaves the old file or the new one, and nothing after the next save', async () => {
    const { folder, file, args, old } = await prepare();
    const saving = savingCalls(traceNode(folder, args).calls, file);
    const whole = readFileSync(file);
    const seen = new Set<string>();
    let litter = 0;
    for (const { name, count } of saving) {
      writeFileSync(file, old);
      const { code } = traceNode(folder, args, `${name}:signal=SIGKILL:when=${count}`);
      expect(code).not.toBe(0);
      const now = readFileSync(file);
      expect([old, whole].some((bytes) => bytes.equals(now))).toBe(true);
      seen.add(now.equals(old) ? 'old' : 'new');
      litter += readdirSync(join(file, '..')).length - 1;
    }
    expect([...seen]).toEqual(['old', 'new']);
    expect(litter).toBeGreaterThan(0);
    expect(traceNode(folder, args).code).toBe(0);
    expect(readdirSync(join(file, '..'))).toEqual(['weights.npz']);
    expect(readFileSync(file).equals(whole)).toBe(true);
  }, 120_000);

  it.each([
    ['write', 'EIO', 'the disk reported an error'],
    ['write', 'ENOSPC', 'the disk is full'],
    ['fsync', 'EIO', 'the disk reported an error'],
    ['rename', 'EIO', 'the disk reported an error'],
    ['openat', 'EROFS', 'that place is read-only'],
  ] as const)(
    'whose %s fails with %s says so in one line, and leaves the old file and nothing else',
    async (name, code, cause) => {
      const { folder, file, args, old } = await prepare();
      const call = savingCalls(traceNode(folder, args).calls, file).find((one) => one.name === name)!;
      writeFileSync(file, old);
      const failed = traceNode(folder, args, `${name}:error=${code}:when=${call.count}`);
      expect(failed.complaints).toBe(`kernelsmith: ${file}: cannot be written: ${cause} (${code}).\n`);
      expect(failed.code).toBe(1);
      expect(readFileSync(file).equals(old)).toBe(true);
      expect(readdirSync(join(file, '..'))).toEqual(['weights.npz']);
    },
    60_000,
  );
});
