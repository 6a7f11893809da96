import { describe, expect, it } from 'vitest';
import { notebook002 } from '../../../src-core/architecture/presets/notebook-002';
import { notebook003 } from '../../../src-core/architecture/presets/notebook-003';
import { suggestedRate } from '../../../src-core/metrics/rate-range';
import { Probe, small } from '../../support/probe';

const { network, settings } = notebook003;
const ratesOf = (probe: Probe) => probe.events.flatMap((event) => (event.kind === 'rates' ? [event.points] : []));

describe('the search for a learning rate', () => {
  it('tells what it has tried while it goes on, and finds a rate that learns', async () => {
    const probe = new Probe();
    const found = await probe.session.findLearningRate({ network, settings });
    const told = ratesOf(probe);
    expect(told.length).toBeGreaterThan(0);
    for (const points of told) expect(points).toEqual(found?.points.slice(0, points.length));
    const rate = suggestedRate(found!.points)!;
    expect(rate).toBeGreaterThan(1e-3);
    expect(rate).toBeLessThan(0.1);
  });

  it('is cancelled by the user and by another search, which counts, and before it has begun', async () => {
    const probe = new Probe();
    probe.session.cancelLearningRate();
    const first = probe.session.findLearningRate({ network, settings });
    while (ratesOf(probe).length === 0) await new Promise((resolve) => setTimeout(resolve, 1));
    const second = probe.session.findLearningRate(notebook002);
    expect(await first).toBeNull();
    expect((await second)?.points.length).toBeGreaterThan(10);
    const third = probe.session.findLearningRate({ network, settings });
    probe.session.cancelLearningRate();
    expect(await third).toBeNull();
  });

  it('is the same again, and leaves the run as it is', async () => {
    const probe = new Probe();
    await probe.open(small);
    const { weightsHash } = probe;
    const first = await probe.session.findLearningRate({ network, settings });
    expect(await probe.session.findLearningRate({ network, settings })).toEqual(first);
    expect([probe.weightsHash, probe.status.phase]).toEqual([weightsHash, 'ready']);
  });

  it('is refused in one sentence where there is nothing to train', async () => {
    const probe = new Probe();
    const headless = { ...network, layers: network.layers.slice(0, -1) };
    await expect(probe.session.findLearningRate({ network: headless, settings })).rejects.toThrow('10 classes');
    await expect(
      probe.session.findLearningRate({ network, settings: { ...settings, dataset: { kind: 'xor' } } }),
    ).rejects.toThrow(/but the data has 2/);
  });
});
