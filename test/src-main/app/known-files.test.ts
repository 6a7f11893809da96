import { expect, it } from 'vitest';
import { KnownFiles } from '../../../src-main/app/known-files';

it('gives a path one id, which tells nothing of it, and no path to an id that it did not give', () => {
  const known = new KnownFiles();
  const file = known.know('/home/ada/mine.json');
  expect(file.name).toBe('mine.json');
  expect(new KnownFiles().know('/home/ada/mine.json').id).not.toBe(file.id);
  expect(known.know('/home/ada/mine.json')).toEqual(file);
  expect(known.know('/home/bob/mine.json').id).not.toBe(file.id);
  expect(known.path(file.id)).toBe('/home/ada/mine.json');
  expect(known.path('/home/ada/mine.json')).toBeUndefined();
  expect(new KnownFiles().path(file.id)).toBeUndefined();
});
