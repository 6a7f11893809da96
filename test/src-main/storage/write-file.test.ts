import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { describeFileError } from '../../../src-main/storage/file-error';
import { writeFileAtomically } from '../../../src-main/storage/write-file';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kernelsmith-write-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

async function failure(path: string): Promise<string> {
  return writeFileAtomically(path, Uint8Array.of(1)).then(
    () => 'written',
    (error: unknown) => describeFileError(error),
  );
}

describe('writeFileAtomically', () => {
  it('writes new files and replaces old ones, and leaves nothing beside them', async () => {
    const path = join(folder, 'a.bin');
    await writeFileAtomically(path, Uint8Array.of(1, 2, 3));
    await writeFileAtomically(path, Uint8Array.of(4));
    expect([...readFileSync(path)]).toEqual([4]);
    expect(readdirSync(folder)).toEqual(['a.bin']);
  });

  it('says why it could not, leaves what was there and no litter', async () => {
    expect(await failure(join(folder, 'none', 'a.bin'))).toBe('there is no such folder or file (ENOENT)');
    writeFileSync(join(folder, 'file'), 'x');
    expect(await failure(join(folder, 'file', 'a.bin'))).toBe('a part of the path is no folder (ENOTDIR)');
    mkdirSync(join(folder, 'taken'));
    expect(await failure(join(folder, 'taken'))).toBe('there is a folder of that name (EISDIR)');
    expect(readdirSync(folder).sort()).toEqual(['file', 'taken']);
  });

  it('says in words when the disk is full', () => {
    expect(describeFileError(Object.assign(new Error('no'), { code: 'ENOSPC' }))).toBe('the disk is full (ENOSPC)');
  });
});
