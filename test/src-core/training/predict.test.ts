import { describe, expect, it } from 'vitest';
import type { NetworkSpec } from '../../../src-core/architecture/network-spec';
import { findPreset } from '../../../src-core/architecture/presets';
import { InputError } from '../../../src-core/input-error';
import { referenceKernels } from '../../../src-core/kernels/reference';
import { buildModel, type Model } from '../../../src-core/model/model';
import { copyWeights, loadWeights, namedWeights, weightCount } from '../../../src-core/model/weights';
import { Predictor } from '../../../src-core/training/predict';
import { implementations } from '../../support/kernels';
import { barsNetwork } from '../../support/networks';
import { expectClose, normals } from '../../support/numbers';

const network: NetworkSpec = {
  ...barsNetwork,
  input: { ...barsNetwork.input, normalization: { mean: 0.25, scale: 0.5 } },
};
const model = buildModel(network, referenceKernels, { maxBatch: 1, trainable: false, seed: 7 });

function weightsOf({ parameters }: Model): Float32Array {
  const weights = new Float32Array(weightCount(parameters));
  copyWeights(parameters, weights);
  return weights;
}

function readyPredictor(): Predictor {
  const predictor = new Predictor(network, referenceKernels);
  predictor.setWeights(weightsOf(model));
  return predictor;
}

const pixels = normals(36, 1).map((value) => Math.min(1, Math.abs(value)));

describe('Predictor', () => {
  it('agrees with the model whose weights it was given', () => {
    model.batch.x.set(pixels.map((pixel) => (pixel - 0.25) / 0.5));
    const logits = [...model.forward({ mode: 'eval', batchSize: 1, seed: 0, step: 0 })];
    const powers = logits.map((logit) => Math.exp(logit));
    const sum = powers.reduce((total, power) => total + power, 0);
    const probabilities = readyPredictor().predict(pixels);
    expectClose(
      probabilities,
      powers.map((power) => power / sum),
      1e-6,
    );
  });

  it('predicts and observes with the same bytes, on any kernels, and shows every layer what it observed', () => {
    const { network, settings } = findPreset('lenet-5');
    const image = normals(784, 3).map(Math.abs);
    for (const kernels of implementations) {
      const [predictor, other] = [0, 1].map(() => new Predictor(network, kernels));
      for (const { model } of [predictor, other]) model.initializeWeights(settings.seed);
      // From the second time on by plans, one of them fused.
      for (let i = 0; i < 2; i++) {
        expect(predictor.observe(image)).toEqual(other.predict(image));
        predictor.predict(image.map((pixel) => 1 - pixel));
      }
      const probabilities = predictor.observe(image);
      other.model.batch.x.set(predictor.model.batch.x);
      other.model.forward({ mode: 'eval', batchSize: 1, seed: 0, step: 0 });
      for (const { name } of network.layers) expect(predictor.model.output(name)).toEqual(other.model.output(name));
      expect(other.predict(image)).toEqual(probabilities);
    }
  });

  it('has weights of its own', () => {
    const weights = weightsOf(model);
    const predictor = readyPredictor();
    const before = predictor.predict(pixels);
    weights.fill(0);
    for (const { value } of predictor.model.parameters) expect(value.buffer).not.toBe(weights.buffer);
    expect(predictor.predict(pixels)).toEqual(before);
    predictor.setWeights(weights);
    expectClose(predictor.predict(pixels), [1 / 3, 1 / 3, 1 / 3], 1e-6);
  });

  it('gives a new array for each image', () => {
    const predictor = readyPredictor();
    const first = predictor.predict(pixels);
    const kept = [...first];
    predictor.predict(new Float32Array(36));
    expect([...first]).toEqual(kept);
  });

  it('gives the same for the same image, whatever came before', () => {
    const predictor = readyPredictor();
    const first = predictor.predict(pixels);
    predictor.predict(new Float32Array(36).fill(1));
    expect(predictor.predict(pixels)).toEqual(first);
  });

  it('observes a network that cannot run as far as its layers work, and has no answer then', () => {
    const layers = network.layers.slice(0, -1);
    const headless = { ...network, layers };
    expect(() => new Predictor(headless, referenceKernels)).toThrow(InputError);
    const whole = readyPredictor();
    whole.observe(pixels);
    for (const kernels of [referenceKernels, ...implementations]) {
      const predictor = new Predictor(headless, kernels, { partial: true });
      loadWeights(predictor.model.parameters, namedWeights(whole.model.parameters).slice(0, -2), 'the whole network');
      expect(predictor.observe(pixels)).toHaveLength(0);
      expect(predictor.predict(pixels)).toHaveLength(0);
      for (const { name } of layers) expectClose(predictor.model.output(name), whole.model.output(name), 1e-5);
      const empty = new Predictor({ ...network, layers: [] }, kernels, { partial: true });
      expect(empty.observe(pixels)).toHaveLength(0);
    }
    expectClose(
      new Predictor(network, referenceKernels, { partial: true }).observe(pixels),
      [1 / 3, 1 / 3, 1 / 3],
      1e-6,
    );
  });
});
