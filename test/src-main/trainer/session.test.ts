import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { LIGHT_AUGMENTATION } from '../../../src-core/architecture/augmentation';
import { findPreset, type Preset } from '../../../src-core/architecture/presets';
import type { LayerSpec } from '../../../src-core/architecture/layer-spec';
import { lenet5 } from '../../../src-core/architecture/presets/lenet-5';
import { notebook000 } from '../../../src-core/architecture/presets/notebook-000';
import { notebook002 } from '../../../src-core/architecture/presets/notebook-002';
import { notebook003 } from '../../../src-core/architecture/presets/notebook-003';
import { tiny } from '../../../src-core/architecture/presets/tiny';
import type { TrainingSettings } from '../../../src-core/architecture/training-settings';
import { Augmenter } from '../../../src-core/data/augmentation/augmenter';
import { resample } from '../../../src-core/kernels/reference/resample';
import { readSafetensors } from '../../../src-core/formats/safetensors';
import { OPTIMIZER_DEFAULTS } from '../../../src-core/architecture/optimizer-spec';
import { RunCheckpoints } from '../../../src-main/trainer/run-checkpoints';
import { readRun } from '../../../src-main/trainer/run-folder';
import { Probe, shelf, small } from '../../support/probe';

/** What overflows within a few steps. */
const EXPLODING = { optimizer: { ...OPTIMIZER_DEFAULTS.sgd, learningRate: 100, momentum: 0.9 } };
const explodingNetwork = {
  ...lenet5.network,
  layers: lenet5.network.layers.map((layer) =>
    'initializer' in layer ? { ...layer, initializer: { kind: 'normal', sigma: 10 } as const } : layer,
  ),
};

describe('a session', () => {
  it('predicts run after run, and networks that are edited beside them, in the same memories', async () => {
    const probe = new Probe();
    const image = { kind: 'validation', index: 0 } as const;
    const draft = { ...tiny.network, name: 'draft' };
    const look = async (): Promise<void> => {
      await probe.open();
      probe.session.featureMaps({ image });
      probe.session.featureMaps({ image, draft });
    };
    await look();
    const memories = vi.spyOn(WebAssembly, 'Memory');
    for (let i = 0; i < 3; i++) await look();
    expect(memories).not.toHaveBeenCalled();
    memories.mockRestore();
  });

  it('opens a network with its first weights: ready, and honestly undecided', async () => {
    const probe = new Probe();
    const status = await probe.open();
    expect(status).toMatchObject({ phase: 'ready', step: 0, totalSteps: 10, stepsPerEpoch: 5, testLooks: 0 });
    expect(status.splits).toEqual({ train: 160, validation: 50, test: 10_000 });
    expect(status.data).toBe('MNIST: 60000 training and 10000 test images of 1×28×28, 10 classes');
    const { probabilities, step } = probe.session.predict({ pixels: new Float32Array(784) });
    expect(step).toBe(0);
    expect(probabilities.reduce((sum, p) => sum + p)).toBeCloseTo(1, 5);
    expect(Math.max(...probabilities)).toBeLessThan(0.2);
  });

  it('trains to the end and tells every step and epoch', async () => {
    const probe = new Probe();
    await probe.open();
    probe.session.train();
    await probe.until('finished');
    expect(probe.losses).toHaveLength(10);
    const epochs = probe.events.flatMap((event) => (event.kind === 'epochs' ? event.epochs : []));
    expect(epochs.map(({ epoch, step, train, validation }) => [epoch, step, train.count, validation?.count])).toEqual([
      [1, 5, 160, 50],
      [2, 10, 160, 50],
    ]);
  });

  it('trains networks with batch normalization, whose running statistics it keeps with the weights', async () => {
    for (const id of ['tiny', 'residual']) {
      const { network } = findPreset(id);
      const probe = new Probe();
      await probe.open({ epochs: 1 }, network);
      probe.session.train();
      await probe.until('finished');
      const { bytes } = probe.session.exportWeights();
      const tensors = readSafetensors(bytes, 'weights');
      const mean = tensors.find(({ name }) => name === 'bn1.running_mean')!;
      expect(mean.values.every((value) => value !== 0)).toBe(true);
    }
  });

  it('keeps a run in a folder, as the command line does, and says so when it cannot', async () => {
    const parent = mkdtempSync(join(tmpdir(), 'kernelsmith-session-'));
    const probe = new Probe(join(parent, 'runs'));
    await probe.open();
    expect(existsSync(probe.runs!)).toBe(false);
    expect(probe.session.presentNow!.status.id).toBeNull();
    probe.session.train();
    await probe.until('finished');
    await expect.poll(async () => (await readRun(probe.folder)).step).toBe(10);
    const tensors = readSafetensors(probe.session.exportWeights().bytes, 'weights');
    const run = await readRun(probe.folder);
    expect(run.weights.map(({ values }) => values)).toEqual(tensors.map(({ values }) => values));
    expect(run.settings).toEqual({ ...small });

    writeFileSync(join(parent, 'file'), '');
    const unkept = new Probe(join(parent, 'file'));
    await unkept.open();
    unkept.session.train();
    await unkept.until('finished');
    const notices = () => unkept.events.flatMap((event) => (event.kind === 'notice' ? [event.message] : []));
    await expect.poll(notices).toHaveLength(2);
    for (const [i, words] of ['Training goes on', 'The run is kept in memory'].entries()) {
      const sentence = `lenet-5: no run can be written there: .*ENOTDIR.* ${words}, and saving is tried again\\.$`;
      expect(notices()[i]).toMatch(new RegExp(sentence));
    }
    await Promise.all([probe, unkept].map(({ session }) => session.settle()));
    rmSync(parent, { recursive: true });
  });

  it('keeps the first weights of a run, though they are written after its first step', async () => {
    const parent = mkdtempSync(join(tmpdir(), 'kernelsmith-session-'));
    const probe = new Probe(parent);
    await probe.open();
    const { bytes } = probe.session.exportWeights();
    await probe.session.step();
    await expect.poll(() => probe.status.id).not.toBeNull();
    const checkpoints = new RunCheckpoints(join(probe.folder, 'checkpoints'));
    await expect.poll(async () => (await checkpoints.newest()).progress.step).toBe(1);
    const { weights } = await checkpoints.at(0);
    expect(weights.map(({ values }) => values)).toEqual(readSafetensors(bytes, 'weights').map(({ values }) => values));
    await probe.session.settle();
    rmSync(parent, { recursive: true });
  });

  it('tells a page that is loaded later all that the present run went through, and lists it', async () => {
    const parent = mkdtempSync(join(tmpdir(), 'kernelsmith-session-'));
    const probe = new Probe(parent);
    expect(probe.session.presentNow).toBeNull();
    await probe.open();
    expect(probe.session.presentNow).toMatchObject({ status: { phase: 'ready', id: null }, epochs: [] });
    await probe.session.evaluateTest();
    probe.session.train();
    await probe.until('finished');
    const { status, settings, losses, epochs } = probe.session.presentNow!;
    expect([status, settings]).toEqual([probe.status, small]);
    expect([...losses]).toEqual(probe.losses);
    expect(epochs.map(({ epoch }) => epoch)).toEqual([1, 2]);
    expect(status).toMatchObject({ best: { epoch: expect.any(Number) as number }, testLooks: 1, runTestLooks: 1 });

    await expect.poll(async () => (await probe.session.listRuns()).runs.at(0)?.state).toBe('finished');
    const [summary] = (await probe.session.listRuns()).runs;
    const best = epochs.find(({ epoch }) => epoch === status.best?.epoch)!;
    expect(summary).toMatchObject({ id: status.id, name: 'lenet-5 #1', step: 10, totalSteps: 10, seed: small.seed });
    expect(summary.best).toMatchObject({ step: best.step, validation: { accuracy: best.validation!.accuracy } });
    expect(summary.seconds).toBeGreaterThan(0);
    expect(summary.testLooks).toMatchObject([{ step: 0, count: 10_000 }]); // made before there was a folder
    const stored = await probe.session.readRun({ id: summary.id });
    expect(stored.losses).toEqual(losses);
    expect(stored.kernels).toMatch(/^wasm/);
    expect(await probe.session.editRun({ id: summary.id, change: { starred: true } })).toMatchObject({ starred: true });
    expect(probe.events.some((event) => event.kind === 'runs')).toBe(true);
    await expect(new Probe().session.readRun({ id: 'x' })).rejects.toThrow('No runs are kept on this computer.');
    await probe.session.settle();
    rmSync(parent, { recursive: true });
  });

  it('gives identical weights and losses for one seed, however often it was paused', async () => {
    const straight = new Probe();
    await straight.open();
    straight.session.train();
    await straight.until('finished');

    const halting = new Probe();
    await halting.open();
    await halting.session.step();
    for (let i = 0; i < 4; i++) {
      halting.session.train();
      await halting.session.pause();
    }
    if (halting.status.phase === 'paused') halting.session.train();
    await halting.until('finished');
    expect(halting.losses).toEqual(straight.losses);
    expect(halting.weightsHash).toBe(straight.weightsHash);

    const other = new Probe();
    await other.open({ seed: 8 });
    other.session.train();
    await other.until('finished');
    expect(other.weightsHash).not.toBe(straight.weightsHash);
  });

  it('restarts with the same first weights and batches', async () => {
    const probe = new Probe();
    await probe.open();
    await probe.session.step();
    await probe.session.step();
    const [first, second] = probe.losses;
    await probe.session.restart({ weights: 'first' });
    while (probe.losses.length < 2) await new Promise((done) => setTimeout(done, 5));
    await probe.session.pause();
    expect(probe.losses.slice(0, 2)).toEqual([first, second]);
    expect(probe.status.run).toBe(2);
  });

  it('restarts with the weights it has, and counts from the first step again', async () => {
    const probe = new Probe();
    await probe.open();
    await probe.session.step();
    await probe.session.step();
    const kept = probe.weightsHash;
    const [first] = probe.losses;
    await probe.open({ seed: 8 }, lenet5.network, 'keep');
    expect(probe.status).toMatchObject({ run: 2, phase: 'ready', step: 0 });
    expect(probe.weightsHash).toBe(kept);
    await probe.session.step();
    expect(probe.losses).toHaveLength(1);
    expect(probe.losses[0]).not.toBe(first);
  });

  it('keeps the weights that fit another network, and draws the others as for a new run of it', async () => {
    const fewer = {
      ...lenet5.network,
      layers: lenet5.network.layers.map((layer) =>
        layer.name === 'fc2' ? { ...layer, units: 60 } : layer,
      ) as LayerSpec[],
    };
    const [probe, fresh] = [new Probe(), new Probe()];
    await probe.open();
    await probe.session.step();
    const before = probe.weights;
    await probe.open({ seed: 8 }, fewer, 'keep');
    await fresh.open({ seed: 8 }, fewer);
    expect(Object.keys(probe.weights)).toEqual(Object.keys(before));
    for (const [name, values] of Object.entries(probe.weights)) {
      const expected = /^fc[23]/.test(name) ? fresh.weights : before;
      expect(values, name).toEqual(expected[name]);
    }
    expect(probe.weights['fc1.weight']).not.toEqual(fresh.weights['fc1.weight']);
    expect(await probe.session.step()).toEqual({ step: 1 });
    await expect(probe.open({}, notebook000.network, 'keep')).rejects.toThrow(
      /^None of the present weights fit network "notebook-000": no layer has the name, the kind and the shapes of weights of one that is there\.$/,
    );
    expect(probe.status).toMatchObject({ run: 2, step: 1 });
  });

  it('keeps running statistics with the weights of a layer', async () => {
    const renamed = {
      ...tiny.network,
      layers: tiny.network.layers.map((layer) => (layer.name === 'fc' ? { ...layer, name: 'answer' } : layer)),
    };
    const probe = new Probe();
    await probe.open({}, tiny.network);
    await probe.session.step();
    const before = probe.weights;
    await probe.open({}, renamed, 'keep');
    expect(before['bn1.running_mean'].some((value) => value !== 0)).toBe(true);
    for (const [name, values] of Object.entries(before)) {
      if (!name.startsWith('fc.')) expect(probe.weights[name], name).toEqual(values);
    }
    expect(probe.weights['answer.bias'].every((value) => value === 0)).toBe(true);
  });

  it('shows what every layer makes of a validation image and of a drawing', async () => {
    const probe = new Probe();
    await probe.open();
    const { maps, pixels, label, probabilities, step } = probe.session.featureMaps({
      image: { kind: 'validation', index: 3 },
    });
    const { images, labels } = (await shelf.load({ kind: 'mnist' })).training;
    expect(step).toBe(0);
    expect(label).toBe(labels[60_000 - 50 + 3]);
    expect([...pixels]).toEqual(
      Array.from(images.subarray((60_000 - 50 + 3) * 784, (60_000 - 50 + 4) * 784), (value) =>
        Math.fround(value / 255),
      ),
    );
    expect(maps.map(({ layer, shape, values }) => [layer, shape.join('×'), values.length])).toEqual([
      ['conv1', '6×28×28', 4704],
      ['relu1', '6×28×28', 4704],
      ['pool1', '6×14×14', 1176],
      ['conv2', '16×10×10', 1600],
      ['relu2', '16×10×10', 1600],
      ['pool2', '16×5×5', 400],
      ['flatten', '400', 400],
      ['fc1', '120', 120],
      ['relu3', '120', 120],
      ['fc2', '84', 84],
      ['relu4', '84', 84],
      ['fc3', '10', 10],
    ]);
    const drawn = probe.session.featureMaps({ image: { kind: 'drawing', pixels } });
    expect(drawn.label).toBeNull();
    expect(drawn.probabilities).toEqual(probabilities);
    expect(drawn.maps).toEqual(maps);
    expect(() => probe.session.featureMaps({ image: { kind: 'validation', index: 50 } })).toThrow(
      'There is no validation image 50: there are 50.',
    );
  });

  it('shows the weights of one layer', async () => {
    const probe = new Probe();
    await probe.open();
    const { tensors } = probe.session.layerWeights({ layer: 'conv1' });
    expect(tensors.map(({ name, shape }) => [name, shape])).toEqual([
      ['conv1.weight', [6, 1, 5, 5]],
      ['conv1.bias', [6]],
    ]);
    expect(probe.session.layerWeights({ layer: 'relu1' }).tensors).toEqual([]);
  });

  it('pauses after the step that is being computed, and goes on from there', async () => {
    const probe = new Probe();
    // Steps of 60 ms and more.
    await probe.open({ subset: 24_000, batchSize: 4000 });
    for (let i = 0; i < 5; i++) {
      probe.session.train();
      await new Promise((done) => setTimeout(done, 37 * i));
      // At most 50 ms of steps may not have been told yet; the snapshot is read for the step that really stands.
      const told = probe.status.step;
      const { step } = await probe.session.pause();
      const resting = probe.session.predict({ pixels: new Float32Array(784) }).step;
      expect(probe.status.phase).toBe('paused');
      expect(resting).toBe(step);
      expect(step - told).toBeLessThanOrEqual(2);
      await new Promise((done) => setTimeout(done, 120));
      expect(probe.status.step).toBe(step);
    }
  });

  it('answers every pause, also one that comes before the worker has begun to move', async () => {
    const probe = new Probe();
    await probe.open({ subset: 3200 });
    for (let i = 0; i < 100; i++) {
      probe.session.train();
      await probe.session.pause();
      expect(probe.status.phase).toBe('paused');
    }
  });

  it('does exactly one batch for a step, and validates after the last one of an epoch', async () => {
    const probe = new Probe();
    await probe.open({ epochs: 1 });
    for (let step = 1; step <= 4; step++) {
      expect(await probe.session.step()).toEqual({ step });
      expect(probe.status.phase).toBe('paused');
    }
    expect(await probe.session.step()).toEqual({ step: 5 });
    expect(probe.status.phase).toBe('finished');
    expect(probe.events.some((event) => event.kind === 'epochs')).toBe(true);
  });

  it('trains to the end of an epoch, validation included, from wherever it stands', async () => {
    const probe = new Probe();
    await probe.open({ epochs: 3 });
    const epochs = (): number[] =>
      probe.events.flatMap((event) => (event.kind === 'epochs' ? event.epochs.map(({ epoch }) => epoch) : []));
    expect(await probe.session.step({ unit: 'epoch' })).toEqual({ step: 5 });
    expect([probe.status.phase, epochs()]).toEqual(['paused', [1]]);
    expect(await probe.session.step({ unit: 'batch' })).toEqual({ step: 6 });
    expect(await probe.session.step({ unit: 'epoch' })).toEqual({ step: 10 });
    expect([probe.status.phase, epochs()]).toEqual(['paused', [1, 2]]);
    const overtaken = probe.session.step({ unit: 'epoch' });
    await probe.session.pause();
    const { step } = await overtaken;
    if (step < 15) expect(await probe.session.step({ unit: 'epoch' })).toEqual({ step: 15 });
    await probe.until('finished');
    expect(epochs()).toEqual([1, 2, 3]);
  });

  it('ends early where nothing gets better, and says so', async () => {
    const probe = new Probe();
    // Nothing is learned: no epoch is better than the first.
    const optimizer = { ...OPTIMIZER_DEFAULTS.sgd, learningRate: 1e-30 };
    const earlyStopping = { metric: 'accuracy', patience: 2, restoreBest: true } as const;
    await probe.open({ epochs: 50, optimizer, earlyStopping });
    expect(probe.status.end).toBeNull();
    probe.session.train();
    await probe.until('finished');
    expect(probe.status).toMatchObject({ step: 15, totalSteps: 250, end: { early: true, epoch: 3, weightsOf: 1 } });
    expect(probe.losses).toHaveLength(15);
    expect(probe.session.predict({ pixels: new Float32Array(784) }).step).toBe(5); // whose weights they are
  });

  it('goes on from a single step at the beginning as from any other, also where images are augmented', async () => {
    const weights: string[] = [];
    for (const begin of ['step', 'train'] as const) {
      const probe = new Probe();
      await probe.open({ subset: 1280, augmentation: LIGHT_AUGMENTATION });
      if (begin === 'step') await probe.session.step();
      probe.session.train();
      await probe.until('finished');
      expect(probe.losses).toHaveLength(80);
      weights.push(probe.weightsHash);
    }
    expect(weights[0]).toBe(weights[1]);
  });

  it('answers a prediction without waiting for a step', async () => {
    const probe = new Probe();
    await probe.open({ subset: 3200 });
    probe.session.train();
    while (probe.status.step < 2) await new Promise((done) => setTimeout(done, 5));
    // Not a promise: the answer is there before anything else can happen on this thread.
    const { probabilities, step } = probe.session.predict({ pixels: new Float32Array(784).fill(0.5) });
    expect(probabilities).toHaveLength(10);
    expect(step).toBeGreaterThan(0);
  });

  it('stops for good, keeping the weights', async () => {
    const probe = new Probe();
    await probe.open({ subset: 3200 });
    probe.session.train();
    while (probe.status.step < 1) await new Promise((done) => setTimeout(done, 5));
    const { step } = await probe.session.stop();
    expect(probe.status).toMatchObject({ phase: 'stopped', step });
    expect(probe.session.exportWeights().step).toBe(step);
    expect(() => probe.session.train()).toThrow('This run is stopped: restart it to train.');
  });

  it('exports what it predicts with, under PyTorch’s keys', async () => {
    const probe = new Probe();
    await probe.open();
    await probe.session.step();
    const { bytes, fileName, step } = probe.session.exportWeights();
    expect([fileName, step]).toEqual(['lenet-5.safetensors', 1]);
    const names = readSafetensors(bytes, fileName).map((tensor) => `${tensor.name} ${tensor.shape.join('×')}`);
    expect(names).toEqual([
      'conv1.weight 6×1×5×5',
      'conv1.bias 6',
      'conv2.weight 16×6×5×5',
      'conv2.bias 16',
      'fc1.weight 120×400',
      'fc1.bias 120',
      'fc2.weight 84×120',
      'fc2.bias 84',
      'fc3.weight 10×84',
      'fc3.bias 10',
    ]);
  });

  it('opens the test set only when asked, and counts it', async () => {
    const probe = new Probe();
    await probe.open({ validation: 0, batchSize: 1 }, notebook000.network);
    const first = (await probe.session.evaluateTest())!;
    expect(first).toMatchObject({ count: 10_000, step: 0 });
    const right = first.confusion.reduce((sum, row, digit) => sum + row[digit], 0);
    expect(right / 10_000).toBe(first.accuracy);
    expect(first.confusion[0].reduce((sum, n) => sum + n)).toBe(980);
    expect(await probe.session.evaluateTest()).toEqual(first);
    expect(probe.status.testLooks).toBe(2);
    expect(probe.events.some((event) => event.kind === 'testProgress')).toBe(true);
  });

  it('gives up an evaluation on the test set when told to, and has then not looked', async () => {
    const probe = new Probe();
    await probe.open();
    const evaluation = probe.session.evaluateTest();
    while (!probe.events.some((event) => event.kind === 'testProgress'))
      await new Promise((done) => setTimeout(done, 5));
    await expect(probe.session.evaluateTest()).rejects.toThrow('The test set is being evaluated already.');
    expect(probe.session.cancelTest()).toEqual({});
    expect(await evaluation).toBeNull();
    expect(probe.status.testLooks).toBe(0);
    expect(probe.session.cancelTest()).toEqual({}); // nothing to cancel is no mistake
    expect(await probe.session.step()).toEqual({ step: 1 });
  });

  it('says why a run failed, and can be opened anew', async () => {
    const probe = new Probe();
    await probe.open(EXPLODING, explodingNetwork);
    probe.session.train();
    await probe.until('failed');
    expect(probe.status.message).toMatch(
      /^Training stopped at step \d+: .* no longer finite\. The weights from .* are back; try a learning rate below 100\.$/,
    );
    expect((await probe.open()).phase).toBe('ready');
  });

  it('refuses a network that is too big, at once and with figures, and keeps the one that is there', async () => {
    const probe = new Probe();
    await probe.open();
    const layers = lenet5.network.layers.map((layer) =>
      layer.kind === 'conv2d' ? { ...layer, filters: 5000 } : layer,
    ) as LayerSpec[];
    const start = performance.now();
    await expect(probe.open({}, { ...lenet5.network, layers })).rejects.toThrow(
      /^Network "lenet-5" needs [\d,]+ MB of memory in batches of 32, more than the [\d,]+ MB that .*: fewer filters in conv2 would help/,
    );
    expect(performance.now() - start).toBeLessThan(1000);
    expect(probe.status).toMatchObject({ run: 1, phase: 'ready' });
  });

  it('tells every step up to the one that failed', async () => {
    const probe = new Probe();
    await probe.open({ ...EXPLODING, batchSize: 1 }, explodingNetwork);
    probe.session.train();
    await probe.until('failed');
    const failedAt = Number(/at step (\d+)/.exec(probe.status.message!)![1]);
    expect(failedAt).toBeGreaterThan(1);
    expect(probe.losses).toHaveLength(failedAt - 1);
  });

  it('answers who opened a network that another one overtook', async () => {
    const probe = new Probe();
    const first = probe.open();
    const second = probe.open({ seed: 8 });
    await expect(first).rejects.toThrow('Another network was opened meanwhile.');
    expect((await second).phase).toBe('ready');
  });

  it('refuses in one sentence what cannot be, and keeps what was open', async () => {
    const probe = new Probe();
    expect(() => probe.session.predict({ pixels: new Float32Array(784) })).toThrow('No network is open yet.');
    await probe.open();
    await expect(probe.open({ subset: 60_000 })).rejects.toThrow(
      'A subset of 60000 is more than the 59950 training images that 50 for validation leave.',
    );
    expect(() => probe.session.predict({ pixels: new Float32Array(3) })).toThrow(
      'An image of 784 pixels is expected, but 3 came.',
    );
    await expect(probe.session.stop()).rejects.toThrow('There is nothing to stop: training has not begun.');
    expect(await probe.session.step()).toEqual({ step: 1 });
  });
});

describe('data of every kind', () => {
  const openPreset = (probe: Probe, preset: Preset, changes: Partial<TrainingSettings> = {}) =>
    probe.session.open({ network: preset.network, settings: { ...preset.settings, ...changes }, weights: 'first' });

  it('vectors are trained on, tested, shown and kept on with', async () => {
    const probe = new Probe();
    const status = await openPreset(probe, notebook002, { epochs: 2000 });
    expect(status.splits).toEqual({ train: 4, validation: 0, test: 4 });
    expect(status.data).toBe('XOR: 4 training and 4 test vectors of 2, 2 classes');
    const { pixels, label, maps } = probe.session.featureMaps({ image: { kind: 'training', index: 1 } });
    expect([...pixels]).toEqual([0, 1]);
    expect(label).toBe(1);
    expect(maps.map(({ values }) => values.length)).toEqual([2, 2, 1, 1]);
    expect(() => probe.session.featureMaps({ image: { kind: 'validation', index: 0 } })).toThrow(
      'There is no validation image 0: there are 0.',
    );
    probe.session.train();
    await probe.until('finished');
    expect(probe.losses).toHaveLength(8000);
    expect((await probe.session.evaluateTest())?.count).toBe(4);
    const kept = await probe.session.open({
      network: notebook002.network,
      settings: notebook002.settings,
      weights: 'keep',
    });
    expect(kept.phase).toBe('ready');
  });

  it('networks that keep running statistics are shown and tested with them', async () => {
    const probe = new Probe();
    const status = await openPreset(probe, tiny, { ...small, epochs: 1, test: 100 });
    expect(status.phase).toBe('ready');
    probe.session.train();
    await probe.until('finished');
    expect((await probe.session.evaluateTest())?.count).toBe(100);
    const { tensors } = probe.session.layerWeights({ layer: 'bn1' });
    expect(tensors.map(({ name }) => name)).toContain('bn1.running_mean');
    expect(tensors.find(({ name }) => name === 'bn1.running_mean')?.values.some((value) => value !== 0)).toBe(true);
  });

  it('short epochs come many at a time, none of them lost', async () => {
    const probe = new Probe();
    await openPreset(probe, notebook002, { epochs: 3000 });
    probe.session.train();
    await probe.until('finished');
    const events = probe.events.flatMap((event) => (event.kind === 'epochs' ? [event.epochs] : []));
    expect(events.flat().map(({ epoch }) => epoch)).toEqual(Array.from({ length: 3000 }, (_, i) => i + 1));
    expect(events.length).toBeLessThan(300);
  });

  it('images of floats are shown as they are', async () => {
    const probe = new Probe();
    await openPreset(probe, notebook003, { epochs: 1, validation: 100 });
    const { images, labels } = (await shelf.load(notebook003.settings.dataset)).training;
    const { pixels, label } = probe.session.featureMaps({ image: { kind: 'validation', index: 0 } });
    expect(pixels).toEqual(Float32Array.from(images.subarray(400 * 784, 401 * 784)));
    expect(label).toBe(labels[400]);
  });

  it('is told before a run is made of it', async () => {
    const { session } = new Probe();
    expect(await session.describeData({ dataset: { kind: 'xor' } })).toEqual({
      description: 'XOR: 4 training and 4 test vectors of 2, 2 classes',
      classNames: ['0', '1'],
      shape: [2],
      training: [2, 2],
      test: [2, 2],
    });
    const mnist = await session.describeData({ dataset: { kind: 'mnist' } });
    expect(mnist.training[0]).toBe(5923);
    expect(mnist.test.reduce((sum, count) => sum + count)).toBe(10_000);
  });

  it('that is not there, or not for the network, is refused in one sentence, and what was open stays', async () => {
    const probe = new Probe();
    await probe.open();
    await expect(probe.open({ dataset: { kind: 'fashionMnist' } })).rejects.toThrow(
      'install the package dataset-fashion-mnist.',
    );
    await expect(probe.open({ dataset: { kind: 'xor' }, subset: null, validation: 0 })).rejects.toThrow(
      'Network "lenet-5" takes examples of 1×28×28, but the data has 2.',
    );
    const folder = { kind: 'folder', path: '/etc' } as const;
    const sentence = 'Data of your own is read by the command line only: train with --data and the folder.';
    await expect(probe.open({ dataset: folder })).rejects.toThrow(sentence);
    await expect(probe.session.describeData({ dataset: folder })).rejects.toThrow(sentence);
    expect(await probe.session.step()).toEqual({ step: 1 });
  });
});

describe('the preview of an augmentation', () => {
  const preview = (settings: TrainingSettings, example = 0) =>
    new Probe().session.previewAugmentation({ settings, example, epochs: 3 });

  it('is what the first epochs will see of a training image', async () => {
    const { original, changed, label, count } = await preview({ ...small, augmentation: LIGHT_AUGMENTATION }, 161);
    const { images, labels } = (await shelf.load({ kind: 'mnist' })).training;
    expect([count, label]).toEqual([160, labels[1]]); // counted round and round
    expect(original).toEqual(Float32Array.from(images.subarray(784, 2 * 784), (value) => value / 255));
    const augmenter = new Augmenter([1, 28, 28], LIGHT_AUGMENTATION, resample);
    const third = new Float32Array(784);
    augmenter.augment(original, third, { seed: small.seed, epoch: 2, example: 1 });
    expect(changed[2]).toEqual(third);
    expect(changed[1]).not.toEqual(third);
  });

  it('is the image itself without one', async () => {
    const { original, changed } = await preview(small);
    expect(changed).toEqual([original, original, original]);
  });

  it('is refused where it does not go with the data', async () => {
    const settings = { ...notebook002.settings, augmentation: LIGHT_AUGMENTATION };
    await expect(preview(settings)).rejects.toThrow('to which only noise applies');
  });
});
