// npm start: from a fresh checkout to the open window. Arguments after -- go to the app.
import { ensureBuilt } from './build.mjs';
import { openElectronSession } from './lib/electron-session.mjs';
import { root } from './lib/paths.mjs';
import { runInForeground } from './lib/processes.mjs';
import { main } from './lib/report.mjs';

await main(async () => {
  await ensureBuilt();
  const { executable, flags, env, close } = await openElectronSession();
  const args = [...flags, root, ...process.argv.slice(2)];
  // Electron closes in good order on its first SIGINT and dies of the second. After Ctrl-C it has
  // had one already; SIGTERM says the same and counts apart.
  return runInForeground(executable, args, { env, interruptAs: 'SIGTERM' }).finally(close);
});
