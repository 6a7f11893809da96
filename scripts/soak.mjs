// npm run soak: the long forms of the tests of reliability (docs/reliability.md). Arguments are names of files in test/soak.
import { ensureBuilt } from './build.mjs';
import { openElectronSession } from './lib/electron-session.mjs';
import { binOf, fromRoot } from './lib/paths.mjs';
import { runInForeground } from './lib/processes.mjs';
import { main } from './lib/report.mjs';

await main(async () => {
  await ensureBuilt();
  const session = await openElectronSession(); // some of them kill the window
  const config = fromRoot('test', 'soak', 'vitest.config.mts');
  const command = [binOf('vitest'), 'run', '--config', config, ...process.argv.slice(2)];
  return runInForeground(process.execPath, command, { env: session.env }).finally(session.close);
});
