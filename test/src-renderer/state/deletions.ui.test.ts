import { beforeEach, expect, it } from 'vitest';
import { deletionMemory, deletionWords } from '../../../src-renderer/state/deletions';

beforeEach(() => sessionStorage.clear());

it('what was deleted is known to the page that is loaded next', () => {
  const deletions = [[{ id: 'a', name: 'first' }], [{ id: 'b', name: 'second' }]];
  deletionMemory(sessionStorage).write(deletions);
  expect(deletionMemory(sessionStorage).read()).toEqual(deletions);
});

it('without a storage, or with one that cannot be understood, nothing was deleted', () => {
  sessionStorage.setItem('kernelsmith.deletions', '[[]]');
  expect(deletionMemory(sessionStorage).read()).toBeNull();
  expect(deletionMemory(null).read()).toBeNull();
});

it('one run is called by its name, several are counted', () => {
  expect(deletionWords([{ id: 'a', name: 'first' }])).toBe('first');
  expect(deletionWords(['a', 'b'].map((id) => ({ id, name: id })))).toBe('2 runs');
});
