import { expect, it } from 'vitest';
import { recipeWords } from '../../../src-renderer/state/recipe-words';
import { plainLenet5 } from '../../support/plain-recipe';

it('says what a recipe amounts to', () => {
  const settings = { ...plainLenet5.settings, subset: null, validation: 5000, batchSize: 64, epochs: 3 };
  expect(recipeWords(settings, { training: 60000, test: 10000, side: 28 })).toBe('860 steps an epoch, 2,580 in all');
  expect(recipeWords({ ...settings, subset: 65, epochs: 1 }, { training: null, test: null, side: null })).toBe(
    '2 steps in all',
  );
  expect(recipeWords(settings, { training: null, test: null, side: null })).toBeNull();
});
