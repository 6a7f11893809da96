import { describe, expect, it } from 'vitest';
import { describeIssue, InputError } from '../../src-core/input-error';

describe('InputError', () => {
  it('can be told from a fault of the program', () => {
    const error = new InputError('The file is damaged.');
    expect(error).toBeInstanceOf(Error);
    expect([error.name, error.message]).toEqual(['InputError', 'The file is damaged.']);
  });
});

describe('describeIssue', () => {
  it('names the place of the first thing that is wrong', () => {
    const wrong = { path: ['layers', 2, 'stride'], message: 'Too small: expected number to be >=1' };
    expect(describeIssue({ issues: [wrong, { path: [], message: 'Another' }] })).toBe(
      'layers[2].stride: expected number to be >=1',
    );
  });

  it('has no place for the whole', () => {
    expect(describeIssue({ issues: [{ path: [], message: 'Invalid input: expected object, received null' }] })).toBe(
      'expected object, received null',
    );
  });
});
