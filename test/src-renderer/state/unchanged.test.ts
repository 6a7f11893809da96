import { describe, expect, it } from 'vitest';
import { Unchanged } from '../../../src-renderer/state/unchanged';

describe('what is made anew', () => {
  const make = (entries: Readonly<Record<string, number>>) =>
    new Map(Object.entries(entries).map(([name, x]) => [name, { at: { x } }]));

  it('is the object it was where it holds the same, another one where it does not', () => {
    const unchanged = new Unchanged<{ at: { x: number } }>();
    const first = unchanged.keep(make({ a: 1, b: 2 }));
    const second = unchanged.keep(make({ a: 1, b: 3 }));
    expect(second.get('a')).toBe(first.get('a'));
    expect(second.get('b')).toEqual({ at: { x: 3 } });
  });

  it('stands in its new order, and what is gone is forgotten', () => {
    const unchanged = new Unchanged<{ at: { x: number } }>();
    const first = unchanged.keep(make({ a: 1, b: 2 }));
    expect([...unchanged.keep(make({ b: 2 })).keys()]).toEqual(['b']);
    const third = unchanged.keep(make({ b: 2, a: 1 }));
    expect([...third.keys()]).toEqual(['b', 'a']);
    expect(third.get('b')).toBe(first.get('b'));
    expect(third.get('a')).not.toBe(first.get('a'));
  });
});
