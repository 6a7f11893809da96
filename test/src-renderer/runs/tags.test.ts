import { expect, it } from 'vitest';
import { readTags } from '../../../src-renderer/runs/tags';

it('tags stand between commas, each once', () => {
  expect(readTags(' wide,good , , wide, two words')).toEqual(['wide', 'good', 'two words']);
  expect(readTags(' ')).toEqual([]);
});

it('tags that are too long or too many are cut', () => {
  expect(readTags('x'.repeat(80))).toEqual(['x'.repeat(50)]);
  expect(readTags(Array.from({ length: 60 }, (_, i) => String(i)).join())).toHaveLength(50);
});
