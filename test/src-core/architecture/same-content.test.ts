import fc from 'fast-check';
import { expect, it } from 'vitest';
import { sameContent } from '../../../src-core/architecture/same-content';

/** The same data with the fields of every object the other way round. */
function turned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turned);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, field]) => [key, turned(field)]),
  );
}

const data = fc.jsonValue();

it('data is the same as its copy, in whatever order the fields stand', () => {
  fc.assert(fc.property(data, (value) => sameContent(value, turned(structuredClone(value)))));
});

/** The fields of every object in the order of their names. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, field]) => [key, sorted(field)])
      .sort(),
  );
}

it('data is the same where its text is, the fields in order', () => {
  const text = (value: unknown): string => JSON.stringify(sorted(value));
  fc.assert(fc.property(data, data, (a, b) => sameContent(a, b) === (text(a) === text(b))));
});

it.each([
  [{ a: 1 }, { a: 1, b: undefined }, true],
  [{ a: 1 }, { b: 1 }, false],
  [{ a: 1 }, { a: 1, b: 2 }, false],
  [[1, 2], [2, 1], false],
  [[], {}, false],
  [null, {}, false],
  [[1], { 0: 1 }, false],
])('%j and %j: %s', (a, b, same) => {
  expect(sameContent(a, b)).toBe(same);
  expect(sameContent(b, a)).toBe(same);
});
