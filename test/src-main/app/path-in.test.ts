import { join, resolve, sep } from 'node:path';
import { expect, it } from 'vitest';
import { folderWords } from '../../../src-main/app/folder-words';
import { pathIn } from '../../../src-main/app/path-in';

it.each([
  [['.'], undefined],
  [['--flag=a.json', '.'], undefined],
  [['.', 'mine.json'], resolve('/work', 'mine.json')],
  [['--no-sandbox', '.', '/other/MINE.JSON', '--flag'], resolve('/other/MINE.JSON')],
  [['a.json', 'b.json'], resolve('/work', 'b.json')],
])('of the command line %j, the network file is %s', (words, path) => {
  expect(pathIn(words, '/work')).toBe(path);
});

it('a folder in the home folder is written as one', () => {
  const home = join(sep, 'home', 'ada');
  expect(folderWords(join(home, 'a.json'), home)).toBe('~');
  expect(folderWords(join(home, 'nets', 'old', 'a.json'), home)).toBe(join('~', 'nets', 'old'));
  expect(folderWords(join(sep, 'home', 'adam', 'a.json'), home)).toBe(join(sep, 'home', 'adam'));
});
