import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readRun } from '../../../src-main/trainer/run-folder';
import { refusal, temporaryFolder } from '../../support/cli';
import { chainOf, dense, flatten } from '../../support/networks';

it('a run that diverges ends in one sentence, and is kept as it stood before', async () => {
  const folder = temporaryFolder();
  // Nothing between them holds back what grows.
  const layers = ['fc1', 'fc2', 'fc3', 'fc4'].map((name) => dense(name, 10));
  const network = chainOf([1, 28, 28], 10, [flatten('flatten'), ...layers]);
  const file = join(folder, 'net.json');
  writeFileSync(file, JSON.stringify(network));
  const run = join(folder, 'run');
  const args = ['train', '--network', file, '--subset', '300', '--validation', '0', '--epochs', '50', '--seed', '7'];
  const sentence = await refusal(...args, '--optimizer', 'sgd', '--lr', '100', '--kernels', 'reference', '--out', run);
  const step = Number(/^Training stopped at step (\d+): /.exec(sentence)?.[1]);
  expect(sentence).toMatch(/ no longer finite\. The weights from .* are back; try a learning rate below 4\.39\.$/);
  const kept = await readRun(run);
  expect(kept.step).toBe(step - 1);
  for (const { values } of kept.weights) expect(values.every(Number.isFinite)).toBe(true);
});
