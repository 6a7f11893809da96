// npm run demo: plays the first thirty seconds of a new user in the real window, and leaves pictures of it.
// An argument names another folder for the pictures than test-results/demo.
import { ensureBuilt } from './build.mjs';
import { openElectronSession } from './lib/electron-session.mjs';
import { binOf, fromRoot } from './lib/paths.mjs';
import { runInForeground } from './lib/processes.mjs';
import { main } from './lib/report.mjs';

await main(async () => {
  await ensureBuilt();
  const session = await openElectronSession();
  const [folder] = process.argv.slice(2);
  const env = { ...session.env, ...(folder ? { KERNELSMITH_DEMO_FOLDER: folder } : {}) };
  const config = fromRoot('test', 'demo', 'playwright.config.ts');
  const command = [binOf('@playwright/test', 'playwright'), 'test', '--config', config];
  return runInForeground(process.execPath, command, { env }).finally(session.close);
});
