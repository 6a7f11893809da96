// npm run test:unit: everything that needs no window. Arguments go to vitest.
import { ensureBuilt } from './build.mjs';
import { binOf, isStarted } from './lib/paths.mjs';
import { runInForeground } from './lib/processes.mjs';
import { main } from './lib/report.mjs';

/**
 * @param {string[]} args for vitest
 * @param {string} [reportFile] where to leave its JSON report
 * @returns {Promise<number>} the exit code
 */
export async function runUnitTests(args, reportFile) {
  await ensureBuilt(); // the tests of the lanes start the built worker
  const report = reportFile ? ['--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`] : [];
  return runInForeground(process.execPath, [binOf('vitest'), 'run', ...report, ...args]);
}

if (isStarted(import.meta.url)) await main(() => runUnitTests(process.argv.slice(2)));
