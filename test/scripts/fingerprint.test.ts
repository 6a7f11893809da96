import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { fingerprint } from '../../scripts/lib/fingerprint.mjs';

const INPUTS = ['src', 'package.json', 'not-there.json'];
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kernelsmith-fingerprint-'));
  mkdirSync(join(folder, 'src', 'deep'), { recursive: true });
  write('src/a.ts', 'one');
  write('src/deep/b.ts', 'two');
  write('package.json', '{}');
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function write(path: string, text: string): void {
  writeFileSync(join(folder, path), text);
}

it('stays the same while nothing changes', () => {
  const before = fingerprint(folder, INPUTS);
  write('src/a.ts', 'one');
  write('README.md', 'no input');
  expect(fingerprint(folder, INPUTS)).toBe(before);
});

it.each([
  ['a source changes', () => write('src/deep/b.ts', 'three')],
  ['a source is added', () => write('src/deep/c.ts', '')],
  ['a source goes', () => rmSync(join(folder, 'src/a.ts'))],
  ['a source is renamed', () => renameSync(join(folder, 'src/a.ts'), join(folder, 'src/z.ts'))],
  [
    'text moves from one source to the next',
    () => {
      write('src/a.ts', 'onet');
      write('src/deep/b.ts', 'wo');
    },
  ],
  ['an input comes into being', () => write('not-there.json', '')],
])('changes when %s', (_what, change) => {
  const before = fingerprint(folder, INPUTS);
  change();
  expect(fingerprint(folder, INPUTS)).not.toBe(before);
});
