// npm run test:e2e: Playwright on the real window. Arguments go to Playwright.
import { ensureBuilt } from './build.mjs';
import { openElectronSession } from './lib/electron-session.mjs';
import { binOf, isStarted } from './lib/paths.mjs';
import { runInForeground } from './lib/processes.mjs';
import { main } from './lib/report.mjs';

/**
 * @param {string[]} args for Playwright
 * @param {string} [reportFile] where to leave its JSON report
 * @returns {Promise<number>} the exit code
 */
export async function runE2eTests(args, reportFile) {
  await ensureBuilt();
  const session = await openElectronSession();
  const report = reportFile ? ['--reporter=list,json'] : [];
  const env = reportFile ? { ...session.env, PLAYWRIGHT_JSON_OUTPUT_FILE: reportFile } : session.env;
  const command = [binOf('@playwright/test', 'playwright'), 'test', ...report, ...args];
  return runInForeground(process.execPath, command, { env }).finally(session.close);
}

if (isStarted(import.meta.url)) await main(() => runE2eTests(process.argv.slice(2)));
