import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DraftKeeper, type StoredDraft } from '../../../src-main/app/draft-keeper';
import { writeFileAtomically } from '../../../src-main/storage/write-file';

let folder: string;
let store: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kernelsmith-draft-'));
  store = join(folder, 'draft.json');
});
afterEach(() => rmSync(folder, { recursive: true }));

const isNetwork = (text: string): boolean => text.startsWith('network');
const draft = (text: string): StoredDraft => ({ text, recipe: 'r', path: null });
const open = (write = writeFileAtomically): DraftKeeper => new DraftKeeper(store, isNetwork, write);
const full = (): Promise<void> => Promise.reject(Object.assign(new Error('no'), { code: 'ENOSPC' }));

describe('a draft', () => {
  it('is there after the end of the program, until it is given up', async () => {
    expect(await open().find()).toEqual({ kind: 'none' });
    const kept = { text: 'network 1', recipe: 'r', path: '/mine.json' };
    expect(await open().keep(kept)).toEqual({ kind: 'kept' });
    expect(await open().find()).toEqual({ kind: 'found', content: kept });
    expect(await open().find()).toEqual({ kind: 'found', content: kept });
    await open().keep(null);
    expect(await open().find()).toEqual({ kind: 'none' });
    expect(readdirSync(folder)).toEqual([]);
  });

  it('of many that come while one is being written is the last', async () => {
    const written: string[] = [];
    const keeper = open(async (path, bytes) => {
      written.push((JSON.parse(new TextDecoder().decode(bytes)) as StoredDraft).text);
      await writeFileAtomically(path, bytes);
    });
    const all = ['network 1', 'network 2', 'network 3'].map((text) => keeper.keep(draft(text)));
    await Promise.all(all);
    expect(written).toEqual(['network 1', 'network 3']);
    expect(await open().find()).toEqual({ kind: 'found', content: draft('network 3') });
  });

  it('that is given up while it is being written is gone', async () => {
    const keeper = open();
    void keeper.keep(draft('network 1'));
    await keeper.keep(null);
    expect(existsSync(store)).toBe(false);
  });
});

it('that is too large is refused in one sentence, and what was kept before stays', async () => {
  const keeper = open();
  await keeper.keep(draft('network 1'));
  expect(await keeper.keep(draft('network'.padEnd(6_240_000, '1')))).toEqual({
    kind: 'failed',
    message: 'The unsaved network is not kept for a restart: it has 6.2 MB, and at most 5 MB are kept.',
  });
  expect(await open().find()).toEqual({ kind: 'found', content: draft('network 1') });
  expect(await keeper.keep(draft('network 2'))).toEqual({ kind: 'kept' });
});

it('that is given up at the end of the program does not come back by what the page still says', async () => {
  const keeper = open();
  await keeper.keep(draft('network 1'));
  const forgotten = keeper.forget();
  await keeper.keep(draft('network 2'));
  await forgotten;
  expect(existsSync(store)).toBe(false);
});

describe('a disk that fails', () => {
  it('at any of several writes leaves the draft before it, whole, and the next one is tried again', async () => {
    for (let faulty = 1; faulty <= 3; faulty++) {
      let writes = 0;
      const keeper = open((path, bytes) => (++writes === faulty ? full() : writeFileAtomically(path, bytes)));
      await new DraftKeeper(store, isNetwork).keep(draft('network 0'));
      for (let i = 1; i <= 3; i++) {
        const outcome = await keeper.keep(draft(`network ${i}`));
        expect(outcome.kind).toBe(i === faulty ? 'failed' : 'kept');
        const text = `network ${i === faulty ? i - 1 : i}`;
        expect(await open().find()).toEqual({ kind: 'found', content: draft(text) });
      }
    }
  });

  it('says why in one sentence', async () => {
    expect(await open(full).keep(draft('network 1'))).toEqual({
      kind: 'failed',
      message: 'The unsaved network is not kept for a restart: the disk is full (ENOSPC).',
    });
  });

  it('does not lose what came while it failed', async () => {
    let writes = 0;
    const keeper = open((path, bytes) => (++writes === 1 ? full() : writeFileAtomically(path, bytes)));
    void keeper.keep(draft('network 1'));
    expect(await keeper.keep(draft('network 2'))).toEqual({ kind: 'kept' });
    expect(await open().find()).toEqual({ kind: 'found', content: draft('network 2') });
  });
});

describe('a damaged draft', () => {
  it.each([
    ['cut', (bytes: Buffer) => bytes.subarray(0, 20)],
    ['empty', () => Buffer.alloc(0)],
    ['of zeros', (bytes: Buffer) => Buffer.alloc(bytes.length)],
    ['of another version', (bytes: Buffer) => Buffer.from(String(bytes).replace('"version":1', '"version":9'))],
    ['without a network', (bytes: Buffer) => Buffer.from(String(bytes).replace('network', 'nothing'))],
  ])('%s is put aside and said so, once', async (_how, damage) => {
    await open().keep(draft('network 1'));
    writeFileSync(store, damage(readFileSync(store)));
    const damaged = readFileSync(store);
    const found = await open().find();
    const aside = join(folder, 'damaged-draft.json');
    expect(found).toEqual({
      kind: 'damaged',
      message: `The unsaved network of the last time cannot be read; what there is of it was put aside as ${aside}.`,
    });
    expect(readFileSync(aside)).toEqual(damaged);
    expect(await open().find()).toEqual({ kind: 'none' });
    expect(await open().keep(draft('network 2'))).toEqual({ kind: 'kept' });
  });
});
