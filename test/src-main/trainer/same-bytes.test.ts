import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ended, startTraining } from '../../support/child-training';
import { temporaryFolder } from '../../support/cli';
import { trainWithInterruptions } from '../../support/interrupted-run';
import { fingerprintOf } from '../../support/run-files';

/** Running statistics, Adam, a cycle of the learning rate and images that are changed anew in each epoch. */
const OPTIONS = ['--preset', 'tiny', '--augment', '--subset', '1920', '--validation', '320', '--epochs', '24'];

it('weights, optimizer and history are the same after interrupts and kills in mid-epoch, on 1, 2 and 4 threads', async () => {
  const [straight, interrupted] = ['straight', 'interrupted'].map((name) => join(temporaryFolder(), name));
  expect(await ended(startTraining(straight, [...OPTIONS, '--threads', '1']))).toBe('');
  await trainWithInterruptions(interrupted, OPTIONS, { cycles: 4, seed: 20_251_126, longest: 1000 });
  expect(fingerprintOf(interrupted)).toEqual(fingerprintOf(straight));
}, 120_000);
