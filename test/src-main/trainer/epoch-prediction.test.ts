import { describe, expect, it } from 'vitest';
import { LIGHT_AUGMENTATION } from '../../../src-core/architecture/augmentation';
import { lenet5 } from '../../../src-core/architecture/presets/lenet-5';
import { notebook000 } from '../../../src-core/architecture/presets/notebook-000';
import { notebook002 } from '../../../src-core/architecture/presets/notebook-002';
import type { TrainingSettings } from '../../../src-core/architecture/training-settings';
import { Probe, small } from '../../support/probe';

const ask = (probe: Probe, settings: Partial<TrainingSettings> = {}, network = lenet5.network) =>
  probe.session.predictEpoch({ network, settings: { ...lenet5.settings, ...settings } });

describe('the predicted time of an epoch', () => {
  it('is told for any recipe and data, whether a network is open or not', async () => {
    const probe = new Probe();
    for (const { network, settings } of [lenet5, notebook000, notebook002]) {
      const { seconds, contended } = await probe.session.predictEpoch({ network, settings });
      expect(seconds).toBeGreaterThan(0);
      expect(contended).toBe(false);
    }
    await probe.open();
    expect((await ask(probe, notebook002.settings, notebook002.network)).seconds).toBeLessThan(0.1);
  });

  it('is refused in one sentence where there is nothing to train', async () => {
    const probe = new Probe();
    const headless = { ...lenet5.network, layers: lenet5.network.layers.slice(0, -1) };
    await expect(ask(probe, {}, headless)).rejects.toThrow(
      'Network "lenet-5": relu4: gives 84 values, but there are 10 classes.',
    );
    await expect(ask(probe, { dataset: { kind: 'xor' }, subset: null, validation: 0 })).rejects.toThrow(
      'Network "lenet-5" takes examples of 1×28×28, but the data has 2.',
    );
    await expect(ask(probe, { subset: 60_000 })).rejects.toThrow('A subset of 60000 is more than');
    // What only the thread that measures can find out; it goes on all the same.
    const settings = { ...notebook002.settings, augmentation: LIGHT_AUGMENTATION };
    await expect(ask(probe, settings, notebook002.network)).rejects.toThrow('to which only noise applies');
    expect((await ask(probe)).seconds).toBeGreaterThan(0);
  });

  it('is told of a rate too high to learn by as of any other', async () => {
    const optimizer = { ...lenet5.settings.optimizer, learningRate: 100 };
    expect((await ask(new Probe(), { optimizer })).seconds).toBeGreaterThan(0);
  });

  it('is overtaken by a newer question before it is its turn', async () => {
    const probe = new Probe();
    await ask(probe);
    const [first, second, third] = [1000, 2000, 3000].map((subset) => ask(probe, { subset }));
    await expect(second).rejects.toThrow('Another recipe was asked about meanwhile.');
    expect((await first).seconds).toBeGreaterThan(0);
    expect((await third).seconds).toBeGreaterThan(0);
  });

  it('is contended beside a training, which takes no notice of it', async () => {
    const [probe, undisturbed] = [new Probe(), new Probe()];
    const long = { ...small, subset: 8000 };
    await probe.open(long);
    probe.session.train();
    const answers = [];
    while (probe.status.phase !== 'finished') answers.push(await ask(probe, { augmentation: LIGHT_AUGMENTATION }));
    expect(answers[0].contended).toBe(true);
    expect((await ask(probe)).contended).toBe(false);
    await undisturbed.open(long);
    undisturbed.session.train();
    await undisturbed.until('finished');
    expect(probe.losses).toEqual(undisturbed.losses);
    expect(probe.weightsHash).toBe(undisturbed.weightsHash);
  });
});
