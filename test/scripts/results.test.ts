import { describe, expect, it } from 'vitest';
import { countPlaywright, countVitest, judge, summary } from '../../scripts/lib/results.mjs';

const counts = (passed: number, failed = 0, skipped = 0) => ({ passed, failed, skipped });

describe('countVitest', () => {
  const report = { numPassedTests: 5, numFailedTests: 1, numPendingTests: 2, numTodoTests: 1 };
  const file = (status: string, tests: number) => ({ status, assertionResults: Array(tests).fill({}) });

  it('takes the sums of the report', () => {
    const testResults = [file('passed', 5), file('failed', 1)];
    expect(countVitest({ ...report, testResults })).toEqual(counts(5, 1, 3));
  });

  it('counts a file that could not be loaded as one failed test', () => {
    expect(countVitest({ ...report, testResults: [file('failed', 0)] })).toEqual(counts(5, 2, 3));
  });
});

it('countPlaywright adds what failed outside of any test', () => {
  const stats = { expected: 4, flaky: 1, unexpected: 2, skipped: 3 };
  expect(countPlaywright({ stats, errors: [{}] })).toEqual(counts(5, 3, 3));
});

describe('judge', () => {
  const failedIn = (code: number, seen: ReturnType<typeof counts>) =>
    judge({ part: 'unit', code, counts: seen }).failed;

  it('leaves counts alone that agree with the exit code', () => {
    expect(failedIn(0, counts(3))).toBe(0);
    expect(failedIn(1, counts(3, 2))).toBe(2);
  });

  it('takes neither a crash nor an empty run for a success', () => {
    expect(failedIn(1, counts(3))).toBe(1);
    expect(failedIn(0, counts(0, 0, 4))).toBe(1);
  });
});

describe('summary', () => {
  const lastLine = (...parts: ReturnType<typeof counts>[]) =>
    summary(parts.map((each) => ({ part: 'part', ...each })))
      .split('\n')
      .at(-1);

  it('ends with the sum', () => {
    expect(lastLine(counts(6), counts(40, 1), counts(2))).toBe('48 passed, 1 failed');
  });

  it('names skipped tests only if there are any', () => {
    expect(lastLine(counts(6), counts(1, 0, 2))).toBe('7 passed, 0 failed, 2 skipped');
  });
});
