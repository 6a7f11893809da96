import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { NetworkSpec } from '../../src-core/architecture/network-spec';
import { presets } from '../../src-core/architecture/presets';
import { kerasCode } from '../../src-core/formats/code/keras';
import { pytorchCode } from '../../src-core/formats/code/pytorch';
import { writeSafetensors } from '../../src-core/formats/safetensors';
import { referenceKernels } from '../../src-core/kernels/reference';
import { buildModel, type Model } from '../../src-core/model/model';
import { namedWeights } from '../../src-core/model/weights';
import { trainingContext } from '../support/layers';
import { normals } from '../support/numbers';
import { oddNetworks } from '../support/odd-networks';
import { networkOf, dense } from '../support/networks';
import { Differences } from './torch';

const BATCH = 5;

interface Spread {
  readonly mean: number;
  readonly square: number;
  readonly largest: number;
}
interface Answer {
  readonly classes: readonly string[];
  readonly first: Readonly<Record<string, Spread>>;
  readonly shapes: Readonly<Record<string, readonly number[]>>;
  readonly outputs: readonly number[];
  readonly trained: readonly number[];
  readonly statistics: Readonly<Record<string, readonly number[]>>;
}

/** The module of a network, and the model that it is to be like, its weights moved away from where they begin. */
function prepare(network: NetworkSpec, seed: number, folder: string) {
  const model = buildModel(network, referenceKernels, { maxBatch: BATCH, trainable: true, seed });
  const first = new Map(model.parameters.map(({ name, value }) => [name, spreadOf(value)]));
  for (const [i, { value, name }] of model.parameters.entries()) {
    normals(value.length, seed + i).forEach((noise, k) => {
      value[k] = name.endsWith('.running_var') ? 1 + 0.5 * Math.tanh(noise) : value[k] + 0.05 * noise;
    });
  }
  model.batch.x.set(normals(model.batch.x.length, seed + 100));
  const weights = join(folder, `${seed}.safetensors`);
  writeFileSync(weights, writeSafetensors(namedWeights(model.parameters)));
  const code = pytorchCode(network);
  if (!code.ok) throw new Error(code.error);
  const keras = kerasCode(network);
  if (!keras.ok) throw new Error(keras.error);
  const question = {
    code: code.text,
    keras: keras.text, // looked at for its syntax: Keras itself need not be there
    weights,
    x: Array.from(model.batch.x),
    shape: [BATCH, ...network.input.shape],
  };
  return { network, model, first, question };
}

function spreadOf(values: Float32Array): Spread {
  const mean = (of: (value: number) => number): number =>
    values.reduce((sum, value) => sum + of(value), 0) / values.length;
  return {
    mean: mean((value) => value),
    square: mean((value) => value * value),
    largest: values.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0),
  };
}

function ask(questions: readonly unknown[]): { answers: Answer[]; attributes: string[] } {
  const python = process.env.KERNELSMITH_TORCH_PYTHON;
  if (!python) throw new Error('start these tests by npm run test:pytorch: it looks for a Python that has PyTorch');
  const { status, stdout, stderr } = spawnSync(python, [`${import.meta.dirname}/run-code.py`], {
    input: JSON.stringify(questions),
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  if (status !== 0) throw new Error(`run-code.py failed:\n${stderr}`);
  return JSON.parse(stdout) as { answers: Answer[]; attributes: string[] };
}

/** Of the same distribution, as far as a sample of this size can tell; a handful of values tells nothing. */
function expectAlike(where: string, ours: Spread, theirs: Spread, count: number): void {
  if (count < 20) return;
  const deviation = Math.sqrt(ours.square) + 1e-12;
  const few = 6 / Math.sqrt(count);
  expect(Math.abs(ours.mean - theirs.mean) / deviation, `${where}, mean`).toBeLessThan(few);
  expect(Math.abs(ours.square / (theirs.square + 1e-24) - 1), `${where}, variance`).toBeLessThan(2 * few + 1e-6);
}

const folder = mkdtempSync(join(tmpdir(), 'kernelsmith-torch-'));
const networks = [...presets.map(({ network }) => network), ...oddNetworks];
const prepared = networks.map((network, i) => prepare(network, 1000 * (i + 1), folder));
const { answers, attributes } = ask(prepared.map(({ question }) => question));
const differences = new Differences();

const outputsOf = (model: Model, mode: 'train' | 'eval'): Float32Array =>
  model.forward({ ...trainingContext(BATCH), mode }).slice(0, BATCH * model.outputSize);
const hasDropout = ({ layers }: NetworkSpec): boolean =>
  layers.some((layer) => layer.kind === 'dropout' && layer.rate > 0);

describe('the PyTorch code of a network', () => {
  it.each(prepared.map((one, i) => ({ ...one, name: one.network.name, answer: answers[i] })))(
    '$name',
    ({ name, network, model, first, answer }) => {
      expect(answer.classes).toEqual(network.classNames);
      const shapes = model.parameters.map((parameter) => [parameter.name, [...parameter.shape]]);
      expect(answer.shapes).toEqual(Object.fromEntries(shapes));
      differences.expect(`${name}, outputs`, outputsOf(model, 'eval'), answer.outputs);
      for (const { name: parameter, value } of model.parameters) {
        expectAlike(`${name}, first ${parameter}`, first.get(parameter)!, answer.first[parameter], value.length);
      }
      if (hasDropout(network)) return;
      differences.expect(`${name}, outputs in training`, outputsOf(model, 'train'), answer.trained);
      for (const { name: parameter, value, trainable } of model.parameters) {
        if (!trainable) differences.expect(`${name}, ${parameter}`, value, answer.statistics[parameter]);
      }
    },
  );

  it('knows every name that a module of PyTorch has already', () => {
    for (const name of attributes.filter((attribute) => /^[A-Za-z]/.test(attribute) && attribute.length <= 40)) {
      const code = pytorchCode(networkOf([2], 2, [dense(name, 2, ['input'])]));
      if (name === 'training') expect(code.ok).toBe(false);
      else expect(code.ok && code.text, name).toContain(`self._modules["${name}"](x)`);
    }
  });

  afterAll(() => {
    differences.report('generated modules');
    rmSync(folder, { recursive: true });
  });
});
