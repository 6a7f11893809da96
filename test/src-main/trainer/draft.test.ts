import { describe, expect, it } from 'vitest';
import type { LayerSpec } from '../../../src-core/architecture/layer-spec';
import type { NetworkSpec } from '../../../src-core/architecture/network-spec';
import { lenet5 } from '../../../src-core/architecture/presets/lenet-5';
import { notebook002 } from '../../../src-core/architecture/presets/notebook-002';
import { chain, convBlock } from '../../../src-core/architecture/presets/preset';
import { referenceKernels } from '../../../src-core/kernels/reference';
import { buildModel } from '../../../src-core/model/model';
import { namedWeights } from '../../../src-core/model/weights';
import { Probe } from '../../support/probe';

const image = { kind: 'validation', index: 3 } as const;

const withLayers = (layers: readonly LayerSpec[]): NetworkSpec => ({ ...lenet5.network, layers: [...layers] });
/** lenet-5 with one layer changed. */
const changed = (name: string, change: object): NetworkSpec =>
  withLayers(lenet5.network.layers.map((layer) => (layer.name === name ? { ...layer, ...change } : layer)));

async function openProbe(): Promise<Probe> {
  const probe = new Probe();
  await probe.open();
  await probe.session.step();
  return probe;
}

describe('a network that is being edited', () => {
  it('is shown by the weights of the run where they fit, by those a new run would begin with where not', async () => {
    const probe = await openProbe();
    const draft = changed('fc2', { units: 60 });
    const own = probe.session.featureMaps({ image });
    const { maps, probabilities, step, label, pixels } = probe.session.featureMaps({ image, draft });
    expect([step, label]).toEqual([1, own.label]);
    expect(pixels).toEqual(own.pixels);
    expect(maps.slice(0, 9)).toEqual(own.maps.slice(0, 9)); // up to relu3
    expect(maps[9]).toMatchObject({ layer: 'fc2', shape: [60] });
    expect(probabilities.reduce((sum, p) => sum + p)).toBeCloseTo(1, 5);

    const { seed } = lenet5.settings;
    const model = buildModel(draft, referenceKernels, { maxBatch: 1, trainable: false, seed });
    const first = Object.fromEntries(namedWeights(model.parameters).map(({ name, values }) => [name, values]));
    for (const layer of ['conv1', 'conv2', 'fc1', 'fc2', 'fc3']) {
      const { tensors } = probe.session.layerWeights({ layer, draft });
      expect(tensors.map(({ name }) => name)).toEqual([`${layer}.weight`, `${layer}.bias`]);
      for (const { name, values } of tensors) {
        expect(values, name).toEqual((/^fc[23]/.test(name) ? first : probe.weights)[name]);
      }
    }
    expect(probe.session.layerWeights({ layer: 'relu1', draft }).tensors).toEqual([]);
  });

  it('follows the run while it is trained, which takes no notice of it', async () => {
    const [probe, undisturbed] = [new Probe(), new Probe()];
    const draft = changed('fc3', { initializer: { kind: 'normal', sigma: 0.1 }, bias: false });
    await probe.open();
    const before = probe.session.featureMaps({ image, draft }).maps[0];
    probe.session.train();
    while (probe.status.phase !== 'finished') {
      probe.session.featureMaps({ image, draft });
      await new Promise((done) => setTimeout(done, 2));
    }
    const after = probe.session.featureMaps({ image, draft });
    expect(after.step).toBe(10);
    expect(after.maps[0]).not.toEqual(before);
    expect(after.maps[0]).toEqual(probe.session.featureMaps({ image }).maps[0]);
    await undisturbed.open();
    undisturbed.session.train();
    await undisturbed.until('finished');
    expect(probe.weightsHash).toBe(undisturbed.weightsHash);
  });

  it('is shown as far as it works, and has no answer then', async () => {
    const probe = await openProbe();
    const own = probe.session.featureMaps({ image });
    const withoutFlatten = withLayers(
      lenet5.network.layers
        .filter(({ name }) => name !== 'flatten')
        .map((layer) => (layer.name === 'fc1' ? { ...layer, inputs: ['pool2'] } : layer)),
    );
    const broken = probe.session.featureMaps({ image, draft: withoutFlatten });
    expect(broken.maps).toEqual(own.maps.slice(0, 6)); // up to pool2
    expect(broken.probabilities).toEqual(new Float32Array(0));
    expect(probe.session.layerWeights({ layer: 'fc2', draft: withoutFlatten }).tensors).toEqual([]);
    expect(probe.session.layerWeights({ layer: 'conv1', draft: withoutFlatten }).tensors).toHaveLength(2);

    // All layers work, but it is no network that answers.
    const headless = probe.session.featureMaps({ image, draft: withLayers(lenet5.network.layers.slice(0, -1)) });
    expect(headless.maps).toEqual(own.maps.slice(0, -1));
    expect(headless.probabilities).toHaveLength(0);

    const empty = probe.session.featureMaps({ image, draft: withLayers([]) });
    expect([empty.maps, empty.probabilities.length]).toEqual([[], 0]);
    expect(empty.pixels).toEqual(own.pixels);
  });

  it('is not shown what it cannot take, in one sentence', async () => {
    const probe = await openProbe();
    const { input } = lenet5.network;
    const draft: NetworkSpec = { ...lenet5.network, input: { ...input, shape: [1, 14, 56] } };
    expect(() => probe.session.featureMaps({ image, draft })).toThrow(
      'Network "lenet-5" takes examples of 1×14×56, but the validation images of this run are 1×28×28.',
    );
    const drawing = { kind: 'drawing', pixels: new Float32Array(784) } as const;
    expect(probe.session.featureMaps({ image: drawing, draft }).maps.length).toBeGreaterThan(0);
    expect(() => probe.session.featureMaps({ image: drawing, draft: notebook002.network })).toThrow(
      'An image of 2 pixels is expected, but 784 came.',
    );
  });

  it('is not shown where that would keep everybody waiting', async () => {
    const probe = await openProbe();
    expect(() => probe.session.featureMaps({ image, draft: changed('fc1', { units: 65_536 }) })).toThrow(
      'Network "lenet-5" has 32 million new weights, more than the 4 million that can be shown while it is edited.',
    );
    const wide: NetworkSpec = {
      ...withLayers(chain([1, 2, 3].flatMap((number) => convBlock(number, 256)))),
      input: { ...lenet5.network.input, shape: [1, 64, 64] },
    };
    const drawing = { kind: 'drawing', pixels: new Float32Array(4096) } as const;
    expect(() => probe.session.featureMaps({ image: drawing, draft: wide })).toThrow(
      'Network "lenet-5" has 4,841 million multiply-adds for an image, more than the 4,000 million that can be shown',
    );
    const [conv] = chain([{ ...lenet5.network.layers[0], name: 'conv', filters: 4096, kernelSize: 1 } as LayerSpec]);
    const deep = { ...withLayers([conv, { kind: 'relu', name: 'relu', inputs: ['conv'] }]), input: wide.input };
    deep.layers = deep.layers.map((layer) => (layer.kind === 'conv2d' ? { ...layer, padding: 0 } : layer));
    expect(() => probe.session.featureMaps({ image: drawing, draft: deep })).toThrow(
      'Network "lenet-5" has 134 million bytes of weights and values, more than the 128 million that can be shown',
    );
    expect(probe.session.featureMaps({ image }).maps).toHaveLength(12);
  });

  it('comes and goes hundreds of times without taking memory', async () => {
    const probe = await openProbe();
    // Each of some megabytes: together a gigabyte.
    const ask = (i: number): void => {
      const draft = changed('conv1', { filters: 64 + (i % 200), padding: i % 3 });
      expect(probe.session.featureMaps({ image, draft }).maps.length).toBeGreaterThan(3);
    };
    for (let i = 0; i < 100; i++) ask(i);
    const before = process.memoryUsage().rss;
    for (let i = 100; i < 400; i++) ask(i);
    expect((process.memoryUsage().rss - before) / 2 ** 20).toBeLessThan(100);
  });
});
