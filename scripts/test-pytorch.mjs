// npm run test:pytorch: every layer, loss, optimizer and schedule beside PyTorch's. Needs a Python with PyTorch, which the
// environment variable PYTHON may name; without one there is nothing to compare with. Not part of npm test, whose result
// must not depend on what else a machine has. Arguments go to vitest.
import { binOf, fromRoot } from './lib/paths.mjs';
import { runInForeground } from './lib/processes.mjs';
import { pythonWithTorch } from './lib/python.mjs';
import { main, say } from './lib/report.mjs';

await main(async () => {
  const python = await pythonWithTorch();
  if (!python) {
    say('no comparison with PyTorch: no Python here has it (PYTHON=… names another one).');
    return 0;
  }
  const config = fromRoot('test', 'pytorch', 'vitest.config.mts');
  const args = [binOf('vitest'), 'run', '--config', config, ...process.argv.slice(2)];
  return runInForeground(process.execPath, args, { env: { ...process.env, KERNELSMITH_TORCH_PYTHON: python } });
});
