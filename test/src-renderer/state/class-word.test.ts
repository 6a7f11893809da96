import { expect, it } from 'vitest';
import { DIGITS } from '../../../src-core/architecture/presets/preset';
import { classWord } from '../../../src-renderer/state/class-word';

it('calls a class a digit where there are all ten', () => {
  expect(classWord(DIGITS)).toBe('digit');
  expect(classWord(['0', '1'])).toBe('class');
  expect(classWord(['vertical', 'horizontal', ...DIGITS.slice(2)])).toBe('class');
});
