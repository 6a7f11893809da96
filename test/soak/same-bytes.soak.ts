import { join } from 'node:path';
import { expect, it } from 'vitest';
import { RandomStream } from '../../src-core/random/random-stream';
import { ended, startTraining } from '../support/child-training';
import { temporaryFolder } from '../support/cli';
import { trainWithInterruptions } from '../support/interrupted-run';
import { Probe } from '../support/probe';
import { fingerprintOf } from '../support/run-files';
import { report, soakSeed, times } from '../support/soak';
import { wait } from '../support/timings';

const OPTIONS = ['--preset', 'tiny', '--augment', '--subset', '6400', '--validation', '640', '--epochs', '30'];

it('gives the same bytes after 20 interrupts and kills in mid-epoch, and on 1, 2 and 4 threads', async () => {
  const folder = temporaryFolder();
  const fingerprints = [];
  for (const threads of ['1', '2', '4']) {
    const run = join(folder, threads);
    await ended(startTraining(run, [...OPTIONS, '--threads', threads]));
    fingerprints.push(fingerprintOf(run));
  }
  const cycles = times(20);
  const run = join(folder, 'interrupted');
  const inEpoch = await trainWithInterruptions(run, OPTIONS, { cycles, seed: soakSeed, longest: 1500 });
  fingerprints.push(fingerprintOf(run));
  expect(new Set(fingerprints.map((each) => JSON.stringify(each))).size).toBe(1);
  report(
    `tiny, ${cycles} interrupts and kills, ${inEpoch} in mid-epoch, 1, 2 and 4 threads: ${JSON.stringify(fingerprints[0])}`,
  );
});

it('gives the same bytes after 20 random pauses', async () => {
  const random = new RandomStream(soakSeed, 'pauses');
  const settings = { subset: 6400, epochs: 3 };
  const pauses = times(20);
  const [straight, halting] = [new Probe(temporaryFolder()), new Probe(temporaryFolder())];
  await straight.open(settings);
  straight.session.train();
  await straight.until('finished');
  await halting.open(settings);
  let inEpoch = 0;
  for (let i = 0; i < pauses; i++) {
    halting.session.train();
    await wait(random.below(i, 60));
    const { step } = await halting.session.pause();
    if (step % halting.status.stepsPerEpoch !== 0) inEpoch++;
  }
  if (halting.status.phase === 'paused') halting.session.train();
  await halting.until('finished');
  await Promise.all([straight.session.settle(), halting.session.settle()]);
  const fingerprint = fingerprintOf(straight.folder);
  expect(fingerprintOf(halting.folder)).toEqual(fingerprint);
  report(`lenet-5, ${pauses} pauses, ${inEpoch} in mid-epoch: ${JSON.stringify(fingerprint)}`);
});
