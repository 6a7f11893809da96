import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readText } from '../../../src-main/app/read-text';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kernelsmith-read-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function read(content: Uint8Array | string) {
  const path = join(folder, 'a.json');
  writeFileSync(path, content);
  return readText(path);
}

it('reads UTF-8, with or without a mark at its beginning', async () => {
  expect(await read('{"é": "日"}')).toEqual({ ok: true, text: '{"é": "日"}' });
  expect(await read('\uFEFF{}')).toEqual({ ok: true, text: '{}' });
  expect(await read('')).toEqual({ ok: true, text: '' });
});

it('refuses what is no text, what is too large and what is no file', async () => {
  const refused = (message: string) => ({ ok: false, message, gone: false });
  expect(await read(Uint8Array.of(0x22, 0xe9, 0x22))).toEqual(
    refused('a.json was not opened: it is no text in UTF-8.'),
  );
  expect((await read(new Uint8Array(5e6).fill(32))).ok).toBe(true);
  expect(await read(new Uint8Array(5.2e6).fill(32))).toEqual(
    refused('a.json was not opened: it has 5.2 MB, and a network file has at most 5 MB.'),
  );
  expect(await readText(tmpdir())).toMatchObject({ ok: false, gone: false });
});

it('says of a file that is gone that it is', async () => {
  expect(await readText(join(folder, 'none.json'))).toEqual({
    ok: false,
    message: 'none.json was not opened: there is no such folder or file (ENOENT).',
    gone: true,
  });
});
