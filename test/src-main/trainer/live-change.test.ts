import { createHash } from 'node:crypto';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { liveSettingsOf, type LiveSettings } from '../../../src-core/architecture/live-settings';
import { chain } from '../../../src-core/architecture/presets/preset';
import { OPTIMIZER_DEFAULTS } from '../../../src-core/architecture/optimizer-spec';
import { writeCheckpoint } from '../../../src-core/formats/checkpoint';
import { InputError } from '../../../src-core/input-error';
import { changeTraining } from '../../../src-core/training/change';
import { restoreCheckpoint, takeCheckpoint, type Checkpoint } from '../../../src-core/training/checkpoint';
import { prepareTraining } from '../../../src-core/training/prepare';
import { train } from '../../../src-core/training/train';
import { openKernelsOnLanes } from '../../../src-main/trainer/kernels';
import { RunCheckpoints } from '../../../src-main/trainer/run-checkpoints';
import { RunWriter } from '../../../src-main/trainer/run-folder';
import { firstDigits } from '../../support/digits';
import { plainLenet5 } from '../../support/plain-recipe';
import { Probe, small } from '../../support/probe';
import { over, temporaryRuns } from '../../support/runs';

const recipe = { network: plainLenet5.network, settings: small };
const { optimizer } = small;
const slow: LiveSettings = { ...liveSettingsOf(recipe), optimizer: { ...optimizer, learningRate: 1e-4 } };

describe('a change while a run is paused', () => {
  it('is in force, and on the disk, when it is answered, and applies from the next step', async () => {
    const runs = temporaryRuns();
    const probe = new Probe(runs);
    await probe.open();
    await probe.session.step();
    await probe.session.step();
    expect(await probe.session.change({ settings: slow })).toEqual({ step: 3 });
    // What the run began with, and what came of it.
    const told = { settings: small, changes: [{ step: 3, settings: { optimizer: slow.optimizer } }] };
    expect(probe.status.phase).toBe('paused');
    expect(probe.session.presentNow).toMatchObject(told);
    const { checkpoint, course, writer } = await RunWriter.resume(probe.folder);
    writer.close();
    expect(checkpoint).toMatchObject({ progress: { step: 2, changes: 1 }, live: slow });
    expect(course.changes).toEqual([
      { kind: 'change', step: 3, settings: { ...small, optimizer: slow.optimizer }, dropout: {} },
    ]);
    expect(await probe.session.step()).toEqual({ step: 3 });

    const other = new Probe();
    await other.open();
    for (let i = 0; i < 3; i++) await other.session.step();
    expect(other.losses).toEqual(probe.losses);
    expect(other.weightsHash).not.toBe(probe.weightsHash);
    await over(probe);

    const old = new Probe(runs);
    expect(await old.session.openRun({ id: probe.status.id! })).toMatchObject(told);
  });

  it('that is not on the disk yet when the program is killed has left nothing that a resumed run could take for it', async () => {
    const probe = new Probe(temporaryRuns());
    await probe.open();
    await probe.session.step();
    await expect.poll(() => probe.session.presentNow!.status.id).not.toBeNull();
    const checkpoints = new RunCheckpoints(join(probe.folder, 'checkpoints'));
    await expect.poll(async () => (await checkpoints.newest()).progress.step).toBe(1);
    const before = await checkpoints.newest();
    await probe.session.change({ settings: slow });
    // As if the line had been written, and the checkpoint not.
    await checkpoints.write(before, null, 5);
    const { course, writer } = await RunWriter.resume(probe.folder);
    writer.close();
    expect(course.changes).toEqual([]);
    await over(probe);
  });
});

describe('a change while a run is trained', () => {
  it('is told the step that it applies to; a run that changes there by itself has the same bytes', async () => {
    const probe = new Probe();
    await probe.open({ subset: 3200, epochs: 20 });
    probe.session.train();
    while (probe.status.step < 3) await new Promise((done) => setTimeout(done, 2));
    const { step } = await probe.session.change({ settings: slow });
    const { step: last } = await probe.session.pause();
    expect(last).toBeGreaterThanOrEqual(step - 1);

    const other = new Probe();
    await other.open({ subset: 3200, epochs: 20 });
    for (let i = 1; i < step; i++) await other.session.step();
    expect(await other.session.change({ settings: slow })).toEqual({ step });
    for (let i = step; i <= last; i++) await other.session.step();
    expect(other.weightsHash).toBe(probe.weightsHash);
  });

  it('is refused where a restart is needed, before training, and after it', async () => {
    const probe = new Probe();
    await probe.open();
    const change = (settings: LiveSettings) => probe.session.change({ settings });
    await expect(change(slow)).rejects.toThrow('This run is ready: its settings change with the next one.');
    await probe.session.step();
    await expect(change({ ...slow, optimizer: OPTIMIZER_DEFAULTS.adam })).rejects.toThrow(InputError);
    await expect(change({ ...slow, dropout: { fc1: 0.5 } })).rejects.toThrow('has no dropout layer "fc1"');
    await probe.session.stop();
    await expect(change(slow)).rejects.toThrow('This run is stopped: its settings change with the next one.');
    expect(probe.session.presentNow!.settings).toEqual(small);
  });

  it('is answered, or refused, also when many come and the run ends meanwhile', async () => {
    const probe = new Probe();
    await probe.open();
    probe.session.train();
    const answers = Array.from({ length: 30 }, () => probe.session.change({ settings: slow }).catch(String));
    await probe.until('finished');
    for (const answer of await Promise.all(answers)) {
      if (typeof answer === 'string') expect(answer).toContain('The run was over before the change.');
      else expect(answer.step).toBeGreaterThan(0);
    }
  });
});

describe.each([1, 2, 4])('on %i lanes', (lanes) => {
  const digits = firstDigits(96);
  const splits = { train: digits, validation: firstDigits(20), test: digits };
  const network = {
    ...recipe.network,
    layers: chain(
      recipe.network.layers.flatMap((layer) =>
        layer.name === 'fc3' ? [{ kind: 'dropout', name: 'drop', rate: 0.3 } as const, layer] : [layer],
      ),
    ),
  };
  const settings = {
    ...{ ...small, epochs: 9, optimizer: { ...OPTIMIZER_DEFAULTS.adam, learningRate: 0.01 } },
    earlyStopping: { metric: 'loss', patience: 2, restoreBest: true },
  } as const;

  /** The hash at the end of a run, changed after step 10, that is resumed from a checkpoint after step `resumed`. */
  function hashAtTheEnd(resumed: number): string {
    const { kernels, terminate } = openKernelsOnLanes(resolve('out/main/training-worker.js'), lanes);
    let training = prepareTraining(network, settings, splits, kernels);
    const live: LiveSettings = { ...liveSettingsOf(training), clipNorm: 1, dropout: { drop: 0.5 } };
    let kept: Checkpoint | null = null;
    for (let events = train(training); ;) {
      const { step, changes } = training.progress;
      if (step === resumed && !kept) {
        kept = takeCheckpoint(training);
        training = prepareTraining(network, settings, splits, kernels);
        restoreCheckpoint(training, kept, 'a checkpoint');
        events = train(training);
      }
      if (step === 10 && changes === 0) changeTraining(training, live);
      if (events.next().done) break;
    }
    terminate();
    return createHash('sha256')
      .update(writeCheckpoint(takeCheckpoint(training)))
      .digest('hex');
  }

  it('a run with a change and early stopping, resumed before, at and after the change, ends with the same bytes', () => {
    const whole = hashAtTheEnd(-1);
    for (const resumed of [4, 10, 14]) expect(hashAtTheEnd(resumed)).toBe(whole);
  });
});
