// npm run bench: the measurements of test/bench, one after the other. Arguments select files.
import { ensureBuilt } from './build.mjs';
import { openElectronSession } from './lib/electron-session.mjs';
import { binOf, fromRoot } from './lib/paths.mjs';
import { runInForeground } from './lib/processes.mjs';
import { main } from './lib/report.mjs';

await main(async () => {
  await ensureBuilt();
  const session = await openElectronSession(); // some measure the window
  const config = fromRoot('test', 'bench', 'vitest.config.mts');
  const args = [binOf('vitest'), 'run', '--config', config, ...process.argv.slice(2)];
  return runInForeground(process.execPath, args, { env: session.env }).finally(session.close);
});
