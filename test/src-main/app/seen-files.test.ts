import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { SeenFiles } from '../../../src-main/app/seen-files';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kernelsmith-seen-'));
  path = join(folder, 'a.json');
});
afterEach(() => rmSync(folder, { recursive: true }));

it('tells what others wrote from what was read or written here', async () => {
  const files = new SeenFiles();
  writeFileSync(path, '{"é": 1}');
  files.see(path, '{"é": 1}');
  expect(await files.isOther(path)).toBe(false);
  writeFileSync(path, '{"é": 2}');
  expect(await files.isOther(path)).toBe(true);
  files.see(path, '{"é": 2}');
  expect(await files.isOther(path)).toBe(false);
});

it('takes a mark at the beginning for no change', async () => {
  const files = new SeenFiles();
  writeFileSync(path, '\uFEFF{}');
  files.see(path, '{}');
  expect(await files.isOther(path)).toBe(false);
});

it('has nothing to say of files that were never seen, or are gone', async () => {
  const files = new SeenFiles();
  writeFileSync(path, '{}');
  expect(await files.isOther(path)).toBe(false);
  files.see(path, '[]');
  rmSync(path);
  expect(await files.isOther(path)).toBe(false);
});
