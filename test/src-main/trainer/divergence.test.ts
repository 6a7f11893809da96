import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { liveSettingsOf } from '../../../src-core/architecture/live-settings';
import { OPTIMIZER_DEFAULTS } from '../../../src-core/architecture/optimizer-spec';
import type { Checkpoint } from '../../../src-core/training/checkpoint';
import { RunCheckpoints } from '../../../src-main/trainer/run-checkpoints';
import { bytesOf } from '../../support/numbers';
import { plainLenet5 } from '../../support/plain-recipe';
import { Probe, small } from '../../support/probe';
import { over, temporaryRuns } from '../../support/runs';

/** Overflows within a few steps. */
const huge = { ...OPTIMIZER_DEFAULTS.sgd, learningRate: 100, momentum: 0.9 };
const network = {
  ...plainLenet5.network,
  layers: plainLenet5.network.layers.map((layer) =>
    'initializer' in layer ? { ...layer, initializer: { kind: 'normal', sigma: 10 } as const } : layer,
  ),
};
const hashOf = (values: Float32Array): string => createHash('sha256').update(bytesOf(values)).digest('hex');
const newest = (probe: Probe): Promise<Checkpoint> => new RunCheckpoints(join(probe.folder, 'checkpoints')).newest();

describe('a run that diverges', () => {
  it('stands before the step that failed, is seen and saved there, and goes on by a smaller learning rate', async () => {
    const probe = new Probe(temporaryRuns());
    await probe.open({ optimizer: huge, epochs: 20 }, network);
    probe.session.train();
    await probe.until('failed');
    const { step, message, diverged } = probe.status;
    expect(diverged).toMatchObject({ step: step + 1, learningRate: 100 });
    expect(network.layers.map(({ name }) => name)).toContain(diverged!.layer);
    expect(message).toContain(`Training stopped at step ${step + 1}: `);
    expect(probe.losses).toHaveLength(step);
    for (const values of Object.values(probe.weights)) expect(values.every(Number.isFinite)).toBe(true);
    expect(probe.session.exportWeights().step).toBe(step);
    await probe.session.settle();
    const saved = await newest(probe);
    expect(saved.progress.step).toBe(step);
    expect(saved.weights.map(({ values }) => hashOf(values))).toEqual(Object.values(probe.weights).map(hashOf));

    const rate = { ...huge, learningRate: 1e-9, momentum: 0 };
    const live = { ...liveSettingsOf({ network, settings: small }), optimizer: rate };
    expect(await probe.session.change({ settings: live })).toEqual({ step: step + 1 });
    expect(probe.status.phase).toBe('failed');
    expect((await newest(probe)).live).toEqual(live);
    expect(await probe.session.step()).toEqual({ step: step + 1 });
    expect(probe.status).toMatchObject({ phase: 'paused', diverged: null, message: null });
    expect(probe.losses).toHaveLength(step + 1);
    await over(probe);
  });

  it('has failed when another run takes its place, and keeps its reason', async () => {
    const probe = new Probe(temporaryRuns());
    await probe.open({ optimizer: huge, epochs: 20 }, network);
    probe.session.train();
    await probe.until('failed');
    await probe.session.settle();
    const { id, step, message } = probe.status;
    const [standing] = (await probe.session.listRuns()).runs;
    expect(standing).toMatchObject({ id, state: 'unfinished', step });
    await probe.open({ optimizer: huge }, network);
    const [left] = (await probe.session.listRuns()).runs;
    expect(left).toMatchObject({ id, state: 'failed', step });
    expect((await probe.session.openRun({ id: id! })).status).toMatchObject({ phase: 'failed', message, step });
  });

  it('is opened from where it stands, also at once', async () => {
    const probe = new Probe(temporaryRuns());
    await probe.open({ optimizer: huge, epochs: 20 }, network);
    probe.session.train();
    await probe.until('failed');
    const { step } = probe.status;
    const hash = probe.weightsHash;
    // A run is opened by its id as soon as it has one, which may be after it failed.
    await expect.poll(() => probe.status.id).not.toBeNull();
    const { status } = await probe.session.openRun({ id: probe.status.id! });
    expect(status).toMatchObject({ phase: 'paused', step });
    expect(probe.weightsHash).toBe(hash);
    await over(probe);
  });

  it('can be stopped, or left for another', async () => {
    const probe = new Probe();
    await probe.open({ optimizer: huge }, network);
    probe.session.train();
    await probe.until('failed');
    await probe.session.pause();
    expect(probe.status.phase).toBe('failed');
    await probe.session.stop();
    expect(probe.status).toMatchObject({ phase: 'stopped', diverged: null, message: null });
    expect(() => probe.session.train()).toThrow('This run is stopped: restart it to train.');
    await probe.open();
    probe.session.train();
    await probe.until('finished');
    expect(probe.status.diverged).toBeNull();
  });
});
