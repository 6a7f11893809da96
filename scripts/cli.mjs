// npm run cli -- ARGS: the command line. Needs neither Electron nor a display.
import { ensureBuilt } from './build.mjs';
import { fromRoot } from './lib/paths.mjs';
import { runInForeground } from './lib/processes.mjs';
import { main } from './lib/report.mjs';

await main(async () => {
  await ensureBuilt();
  return runInForeground(process.execPath, [fromRoot('out', 'main', 'cli.js'), ...process.argv.slice(2)]);
});
