// npm run dev: the app with hot reload of the window, from electron-vite. Arguments after -- go to the app.
import { forgetBuild } from './build.mjs';
import { ensureWasm } from './build-wasm.mjs';
import { openElectronSession } from './lib/electron-session.mjs';
import { binOf } from './lib/paths.mjs';
import { runInForeground } from './lib/processes.mjs';
import { main } from './lib/report.mjs';
import { ensureData } from './prepare-data.mjs';

await main(async () => {
  await ensureData();
  await ensureWasm();
  forgetBuild(); // electron-vite dev writes main and preload into out/, made for its own server
  const { flags, env, close } = await openElectronSession();
  const args = [binOf('electron-vite'), 'dev', '--', ...flags, ...process.argv.slice(2)];
  return runInForeground(process.execPath, args, { env }).finally(close);
});
