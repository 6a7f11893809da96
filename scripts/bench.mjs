// npm run bench: our kernels beside PyTorch's and ConvNetJS's (test/bench/peers), with the options of the command line's
// bench. Names instead of options select other measurements, the files of test/bench.
import { join } from 'node:path';
import { build } from 'vite';
import { ensureBuilt } from './build.mjs';
import { openElectronSession } from './lib/electron-session.mjs';
import { binOf, cacheDir, fromRoot } from './lib/paths.mjs';
import { runInForeground } from './lib/processes.mjs';
import { pythonWithTorch } from './lib/python.mjs';
import { main } from './lib/report.mjs';

const args = process.argv.slice(2);

/** Built as the app is: what is measured is what a user runs, not a test runner's own way of loading modules. */
async function measurePeers() {
  const outDir = join(cacheDir, 'bench');
  await build({
    configFile: false,
    root: fromRoot(),
    logLevel: 'warn',
    build: {
      ssr: fromRoot('test', 'bench', 'peers', 'index.ts'),
      outDir,
      emptyOutDir: true,
      rolldownOptions: { output: { format: 'cjs', entryFileNames: 'peers.cjs' } },
    },
  });
  const python = await pythonWithTorch();
  const env = { ...process.env, ...(python && { KERNELSMITH_TORCH_PYTHON: python }) };
  return runInForeground(process.execPath, [join(outDir, 'peers.cjs'), ...args], { env });
}

/** @param {string[]} names */
async function measureOthers(names) {
  const session = await openElectronSession(); // some measure the window
  const config = fromRoot('test', 'bench', 'vitest.config.mts');
  const command = [binOf('vitest'), 'run', '--config', config, ...names];
  return runInForeground(process.execPath, command, { env: session.env }).finally(session.close);
}

await main(async () => {
  await ensureBuilt();
  return args.length === 0 || args[0]?.startsWith('--') ? measurePeers() : measureOthers(args);
});
