import type { NetworkSpec } from '../../src-core/architecture/network-spec';
import { readSafetensorsFile, writeSafetensors } from '../../src-core/formats/safetensors';
import { InputError } from '../../src-core/input-error';
import { referenceKernels } from '../../src-core/kernels/reference';
import type { LayerContext } from '../../src-core/layers/layer';
import type { Loss } from '../../src-core/losses/loss';
import { SquaredError } from '../../src-core/losses/squared-error';
import { createLoss } from '../../src-core/model/create-loss';
import { Model } from '../../src-core/model/model';
import { loadWeights, type NamedTensor } from '../../src-core/model/weights';
import { JSON_OPTION, type Command } from './command';
import { readBytes } from '../trainer/datasets/read';
import { readNetwork, writeBytes } from './files';
import { checkFinite, readGradientBatch, type GradientBatch } from './gradient-batch';
import { parseOptions, requiredOption } from './options';
import { createOutput } from './output';

const OPTIONS: Command['options'] = {
  network: { type: 'string', value: 'NET.json', what: 'a network file (docs/network.md)' },
  weights: { type: 'string', value: 'W.safetensors', what: 'its parameters by PyTorch’s keys, float32' },
  batch: {
    type: 'string',
    value: 'B.safetensors',
    what: 'x, normalised already, float32; labels, int64, or targets, float32',
  },
  out: { type: 'string', value: 'G.safetensors', what: 'where logits, loss, d.x and d.<parameter> are put' },
  json: JSON_OPTION,
};

/** The network with a dropout that leaves nothing out: gradients are compared, and what is drawn at random cannot be. */
function withoutDropout(network: NetworkSpec): NetworkSpec {
  const layers = network.layers.map((layer) => (layer.kind === 'dropout' ? { ...layer, rate: 0 } : layer));
  return { ...network, layers };
}

/** What PyTorch counts beside the running statistics of a batch normalization; nothing is computed from it. */
function isBatchCounter(name: string, { layers }: NetworkSpec): boolean {
  return layers.some((layer) => layer.kind === 'batchNorm' && name === `${layer.name}.num_batches_tracked`);
}

/** The tensors of a weight file. Throws an InputError for any that is no finite float32. */
function readWeights(bytes: Uint8Array, file: string, network: NetworkSpec): NamedTensor[] {
  const { tensors } = readSafetensorsFile(bytes, file);
  return tensors.flatMap((tensor) => {
    if (isBatchCounter(tensor.name, network)) return [];
    if (tensor.dtype !== 'F32') throw new InputError(`${file}: "${tensor.name}" is of type I64, expected F32.`);
    checkFinite(tensor, file);
    return [tensor];
  });
}

function evaluateLoss(loss: Loss, outputs: Float32Array, { truth, size }: GradientBatch, model: Model): number {
  if ('labels' in truth) {
    model.batch.labels.set(truth.labels);
    return loss.evaluate(outputs, model.batch.labels, size);
  }
  if (!(loss instanceof SquaredError)) throw new Error('targets were checked to be for squared errors');
  return loss.evaluateTargets(outputs, truth.targets, size);
}

interface Gradients {
  readonly loss: number;
  readonly tensors: readonly NamedTensor[];
}

/**
 * One pass forward and back, as in training: logits (N, K), mean loss (), and its gradient for the batch (N, ...input) and
 * for each trainable parameter. Throws an InputError when the loss is not finite.
 */
function computeGradients(model: Model, batch: GradientBatch): Gradients {
  const { size, x } = batch;
  const context: LayerContext = { mode: 'train', batchSize: size, seed: 0, step: 0 };
  const loss = createLoss(model, referenceKernels);
  model.batch.x.set(x.values);
  const outputs = model.forward(context);
  const logits = outputs.slice(0, size * model.outputSize);
  const meanLoss = evaluateLoss(loss, outputs, batch, model);
  if (!Number.isFinite(meanLoss)) throw new InputError('The loss is not a number: weights or batch are too large.');
  model.zeroGrad();
  const dx = model.backward(loss.gradient, context);
  if (!dx) throw new Error('the gradient of the input was asked for');
  const parameters = model.parameters.filter(({ trainable }) => trainable);
  const tensors = [
    { name: 'logits', shape: [size, model.outputSize], values: logits },
    { name: 'loss', shape: [], values: Float32Array.of(meanLoss) },
    { name: 'd.x', shape: x.shape, values: dx.slice(0, x.values.length) },
    ...parameters.map(({ name, shape, grad }) => ({ name: `d.${name}`, shape, values: grad })),
  ];
  return { loss: meanLoss, tensors };
}

/** Computes the gradients of one batch, to be held against those of another program. */
export const gradientsCommand: Command = {
  summary: 'Computes the gradients of one batch, to be held against those of another program',
  options: OPTIONS,
  async run(args) {
    const options = parseOptions(args, OPTIONS);
    const path = (name: string, what: string): string => requiredOption(options, name, what);
    const network = withoutDropout(await readNetwork(path('network', 'a network file')));
    const weightFile = path('weights', 'a safetensors file of parameters');
    const batchFile = path('batch', 'a safetensors file with x and labels or targets');
    const out = path('out', 'a file for the gradients');
    const { outputSize } = new Model(network, referenceKernels, { maxBatch: 1, trainable: false });
    const batch = readGradientBatch(await readBytes(batchFile), batchFile, network, outputSize);
    const model = new Model(network, referenceKernels, {
      maxBatch: batch.size,
      trainable: true,
      inputGradient: true,
    });
    loadWeights(model.parameters, readWeights(await readBytes(weightFile), weightFile, network), weightFile);
    const { loss, tensors } = computeGradients(model, batch);
    await writeBytes(out, writeSafetensors(tensors));
    createOutput(options.json === true).result(
      { file: out, examples: batch.size, loss, tensors: tensors.map(({ name }) => name) },
      `loss ${loss.toFixed(6)} over ${batch.size} examples; ${tensors.length} tensors are in ${out}`,
    );
  },
};
