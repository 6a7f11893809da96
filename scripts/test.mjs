// npm test: the checks, the unit tests and the tests on the real window. All of them run, even when
// one fails; the very last line is the sum.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runChecks } from './lib/checks.mjs';
import { main, sentenceOf } from './lib/report.mjs';
import { countPlaywright, countVitest, judge, NOTHING, sum, summary } from './lib/results.mjs';
import { runE2eTests } from './test-e2e.mjs';
import { runUnitTests } from './test-unit.mjs';

/** @import { Counts, Result } from './lib/results.mjs' */

/** @returns {Promise<Result>} */
async function check() {
  heading('check');
  const counts = await runChecks();
  return judge({ part: 'check', code: counts.failed > 0 ? 1 : 0, counts: { ...NOTHING, ...counts } });
}

/**
 * @param {string} part
 * @param {(args: string[], reportFile: string) => Promise<number>} run
 * @param {(report: unknown) => Counts} count
 * @returns {Promise<Result>}
 */
async function runTests(part, run, count) {
  heading(part);
  const folder = mkdtempSync(join(tmpdir(), 'kernelsmith-test-'));
  const reportFile = join(folder, 'report.json');
  try {
    const code = await run([], reportFile);
    return judge({ part, code, counts: count(JSON.parse(readFileSync(reportFile, 'utf8'))) });
  } catch (error) {
    return { part, ...NOTHING, failed: 1, problem: sentenceOf(error) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @param {string} part */
function heading(part) {
  console.log(`\n── ${part} ──`);
}

await main(async () => {
  const results = [
    await check(),
    await runTests('unit', runUnitTests, countVitest),
    await runTests('e2e', runE2eTests, countPlaywright),
  ];
  heading('result');
  console.log(summary(results));
  return sum(results).failed > 0 ? 1 : 0;
});
