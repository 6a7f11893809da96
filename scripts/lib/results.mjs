// Counting what the test runners report.

/**
 * @typedef {object} Counts
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 *
 * @typedef {object} Ran a part of the tests that has run
 * @property {string} part
 * @property {number} code exit code of its runner
 * @property {Counts} counts
 *
 * @typedef {Counts & { part: string, problem?: string }} Result
 */

/** @type {Counts} */
export const NOTHING = { passed: 0, failed: 0, skipped: 0 };

/**
 * A file that cannot even be loaded counts as one failed test.
 * @param {any} report of vitest's JSON reporter
 * @returns {Counts}
 */
export function countVitest(report) {
  const broken = report.testResults.filter(
    (/** @type {any} */ file) => file.status === 'failed' && file.assertionResults.length === 0,
  );
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken.length,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/**
 * @param {any} report of Playwright's JSON reporter
 * @returns {Counts}
 */
export function countPlaywright({ stats, errors }) {
  return {
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected + errors.length,
    skipped: stats.skipped,
  };
}

/**
 * Nothing is taken for a success that was not seen to be one: a runner that failed without a
 * failed test, or that ran no test at all, is itself a failure.
 * @param {Ran} ran
 * @returns {Result}
 */
export function judge({ part, code, counts }) {
  const problem = problemOf(code, counts);
  return problem ? { part, ...counts, failed: counts.failed + 1, problem } : { part, ...counts };
}

/**
 * @param {number} code
 * @param {Counts} counts
 */
function problemOf(code, { passed, failed }) {
  if (failed > 0) return undefined;
  if (code !== 0) return `the runner stopped with code ${code}`;
  return passed === 0 ? 'no test ran' : undefined;
}

/**
 * The table of the parts, and the sum as the very last line.
 * @param {Result[]} results
 */
export function summary(results) {
  const rows = results.map(({ part, problem, ...counts }) => {
    return `  ${part.padEnd(8)}${inWords(counts)}${problem ? ` (${problem})` : ''}`;
  });
  return [...rows, inWords(sum(results))].join('\n');
}

/**
 * @param {Counts[]} all
 * @returns {Counts}
 */
export function sum(all) {
  return all.reduce(
    (total, { passed, failed, skipped }) => ({
      passed: total.passed + passed,
      failed: total.failed + failed,
      skipped: total.skipped + skipped,
    }),
    NOTHING,
  );
}

/** @param {Counts} counts */
function inWords({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
