import { expect } from 'vitest';
import { InputError } from '../../src-core/input-error';

/** The sentence with which something is refused; fails where it is taken, or refused by an error of the program. */
export function refusalOf(attempt: () => unknown): string {
  try {
    attempt();
  } catch (error) {
    expect(error).toBeInstanceOf(InputError);
    return (error as Error).message;
  }
  throw new Error('it was taken');
}

/** Fails unless what it gives passes `check`, or it is refused with one sentence for the user. */
export function takesOrRefuses<T>(attempt: () => T, check: (taken: T) => void): void {
  let taken: T;
  try {
    taken = attempt();
  } catch (error) {
    expect(error).toBeInstanceOf(InputError);
    expect((error as Error).message).toMatch(/^[^\n]+\.$/);
    return;
  }
  check(taken);
}
