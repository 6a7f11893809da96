import { expect, it } from 'vitest';
import { sameItems, Steady } from '../../../src-renderer/state/steady';

interface Named {
  readonly name: string;
}
const named = (...names: string[]): Named[] => names.map((name) => ({ name }));

it('a list that holds the same is the same list', () => {
  const steady = new Steady<Named>((a, b) => a.name === b.name);
  const first = steady.keep(named('a', 'b'));
  expect(steady.keep(named('a', 'b'))).toBe(first);
});

it('of a list that has changed, what is the same stays the same', () => {
  const steady = new Steady<Named>((a, b) => a.name === b.name);
  const [a] = steady.keep(named('a', 'b'));
  const next = steady.keep(named('a', 'c', 'd'));
  expect(next).toEqual(named('a', 'c', 'd'));
  expect(next[0]).toBe(a);
  expect(steady.keep(named('a'))).toEqual(named('a'));
  expect(steady.keep([])).toEqual([]);
});

it('two lists hold the same objects, or not', () => {
  const [a, b] = named('a', 'b');
  expect(sameItems([a, b], [a, b])).toBe(true);
  expect(sameItems([a, b], [b, a])).toBe(false);
  expect(sameItems([a], [a, b])).toBe(false);
});
