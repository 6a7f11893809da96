import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { RecentFiles } from '../../../src-main/app/recent-files';

let folder: string;
let store: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kernelsmith-recent-'));
  store = join(folder, 'recent.json');
  complaints = [];
});
afterEach(() => rmSync(folder, { recursive: true }));

let complaints: string[] = [];
const open = (changed = (): void => undefined): Promise<RecentFiles> =>
  RecentFiles.open(store, changed, (sentence) => complaints.push(sentence));
const paths = ({ entries }: RecentFiles): string[] => entries.map(({ path }) => path);

it('keeps the ten latest files, each once, beyond the end of the program', async () => {
  const changed = vi.fn();
  const recent = await open(changed);
  for (let i = 0; i < 12; i++) recent.add(`/${i}.json`, i);
  recent.add('/5.json', 100);
  expect(changed).toHaveBeenCalledTimes(13);
  await recent.written();
  const again = await open();
  expect(paths(again)).toEqual([5, 11, 10, 9, 8, 7, 6, 4, 3, 2].map((i) => `/${i}.json`));
  expect(again.entries[0]).toEqual({ path: '/5.json', at: 100 });
  expect(readdirSync(folder)).toEqual(['recent.json']);
});

it('drops what is gone, and everything on demand', async () => {
  const recent = await open();
  recent.add('/a.json', 1);
  recent.add('/b.json', 2);
  recent.drop('/a.json');
  recent.drop('/never.json');
  expect(paths(recent)).toEqual(['/b.json']);
  recent.clear();
  await recent.written();
  expect(paths(await open())).toEqual([]);
});

it.each(['{"version":1,"fi', '[]', '{"version":2,"files":[]}', '{"version":1,"files":[{"path":7}]}'])(
  'begins anew where what was kept is %s, puts that aside and says so once',
  async (content) => {
    writeFileSync(store, content);
    expect(paths(await open())).toEqual([]);
    const aside = join(folder, 'damaged-recent.json');
    const sentence = `The list of recent files cannot be read; what there is of it was put aside as ${aside}.`;
    expect(complaints).toEqual([sentence]);
    expect(readFileSync(aside, 'utf8')).toBe(content);
    expect(paths(await open())).toEqual([]);
    expect(complaints).toEqual([sentence]);
  },
);

it('goes on where it cannot be kept', async () => {
  store = join(folder, 'none', 'recent.json');
  const recent = await open();
  recent.add('/a.json', 1);
  await recent.written();
  expect(paths(recent)).toEqual(['/a.json']);
  expect(existsSync(store)).toBe(false);
});
