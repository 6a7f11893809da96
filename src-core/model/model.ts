import { runnableLayers, workingLayers, type RunnableLayer } from '../architecture/analyze';
import type { LayerSpec } from '../architecture/layer-spec';
import { INPUT, type NetworkSpec } from '../architecture/network-spec';
import type { BatchBuffers } from '../data/batches';
import type { KernelCall, Kernels } from '../kernels/kernels';
import { Dropout } from '../layers/dropout';
import type { Layer, LayerContext } from '../layers/layer';
import { hashName } from '../random/hash-name';
import { drawStepKey } from '../random/step-key';
import type { Parameter } from '../tensor/parameter';
import { sizeOf, type Shape } from '../tensor/shape';
import { createLayer } from './create-layer';
import { fuse } from './fuse';
import { initialize, initializerOf } from './initialize';

export interface ModelOptions {
  /** Examples that the buffers are made for. */
  readonly maxBatch: number;
  /** Whether gradients are allocated; a model without them only predicts. */
  readonly trainable: boolean;
  /** Whether a network that cannot run is built as far as its layers work, to be looked at; there may be none. */
  readonly partial?: boolean;
  /** Whether the gradient of the input itself is wanted, for checks and saliency. */
  readonly inputGradient?: boolean;
}

interface Node {
  readonly name: string;
  readonly inputs: readonly string[];
  readonly layer: Layer;
  /** Sum of the gradients that several readers of this layer send back; null where there is only one reader. */
  readonly dySum: Float32Array | null;
}

/** Work that was done once. */
interface Repeated {
  /** That of the present time. */
  context: LayerContext;
  again: () => void;
  result: unknown;
}

/** A network that can run: its layers in order, with all the memory they will ever use. */
export class Model {
  readonly network: NetworkSpec;
  readonly parameters: readonly Parameter[];
  readonly maxBatch: number;
  readonly classes: number;
  /** Outputs of an example: one for each class, or a single one (NetworkSpec). */
  readonly outputSize: number;
  /** Fill the first `batchSize` examples, then call forward. */
  readonly batch: BatchBuffers;
  /** What dropout draws from in a step of learning (drawStepKey); null where nothing is drawn at random. */
  readonly stepKey: Float32Array | null;
  readonly #kernels: Kernels;
  readonly #layers: readonly RunnableLayer[];
  readonly #nodes: readonly Node[];
  readonly #nodesByName: ReadonlyMap<string, Node>;
  readonly #inputGradient: boolean;
  readonly #inputSum: Float32Array | null;
  readonly #inputSize: number;
  /** By owner, then by size of batch, negative without learning. */
  readonly #repeated = new WeakMap<object, Map<number, Repeated>>();
  // Filled anew in every pass.
  readonly #outputs = new Map<string, Float32Array>();
  readonly #gradients = new Map<string, Float32Array>();

  /** Throws an InputError when the network cannot run, unless it may be partial. Parameters are zero until `initializeWeights` or a load. */
  constructor(network: NetworkSpec, kernels: Kernels, options: ModelOptions) {
    const layers = options.partial === true ? workingLayers(network) : runnableLayers(network);
    const readers = countReaders(layers);
    this.network = network;
    this.maxBatch = options.maxBatch;
    this.classes = network.classNames.length;
    this.#kernels = kernels;
    this.#layers = layers;
    this.#inputSize = sizeOf(network.input.shape);
    this.batch = {
      x: kernels.allocate(options.maxBatch * this.#inputSize),
      labels: kernels.allocate(options.maxBatch),
    };
    const stepKey = kernels.allocate(4);
    this.stepKey = layers.some(({ spec }) => spec.kind === 'dropout') ? stepKey : null;
    const sum = (name: string, size: number): Float32Array | null =>
      options.trainable && (readers.get(name) ?? 0) > 1 ? kernels.allocate(options.maxBatch * size) : null;
    this.#inputGradient = options.inputGradient === true;
    this.#inputSum = this.#inputGradient ? sum(INPUT, this.#inputSize) : null;
    this.#nodes = layers.map(({ spec, inputShapes, outputShape }) => ({
      name: spec.name,
      inputs: spec.inputs,
      dySum: sum(spec.name, sizeOf(outputShape)),
      layer: createLayer(spec, {
        name: spec.name,
        kernels,
        inputShapes,
        outputShape,
        maxBatch: options.maxBatch,
        trainable: options.trainable,
        wantsInputGradient: spec.inputs.map((name) => name !== INPUT || this.#inputGradient),
        stepKey,
        salt: hashName(spec.name),
      }),
    }));
    this.#nodesByName = new Map(this.#nodes.map((node) => [node.name, node]));
    this.parameters = this.#nodes.flatMap(({ layer }) => layer.parameters);
    this.outputSize = layers.length > 0 ? sizeOf(layers[layers.length - 1].outputShape) : 0;
  }

  /** Puts what the kernels of a step read and no kernel writes where they find it. `forward` does so by itself. */
  prepareStep({ mode, seed, step }: LayerContext): void {
    if (this.stepKey && mode === 'train') drawStepKey(seed, step, this.stepKey);
  }

  /** The outputs (N, outputSize) of the batch in `batch.x`: logits, where the loss is a cross-entropy. */
  forward(context: LayerContext): Float32Array {
    this.prepareStep(context);
    return this.compute(context);
  }

  /** The same by nothing but calls of kernels, of the random numbers that are there already. */
  compute(context: LayerContext): Float32Array {
    this.#outputs.set(INPUT, this.batch.x);
    let y = this.batch.x;
    for (const { name, inputs, layer } of this.#nodes) {
      y = layer.forward(
        inputs.map((input) => this.#output(input)),
        context,
      );
      this.#outputs.set(name, y);
    }
    return y;
  }

  /** Adds every parameter's gradient, from that of the logits; returns the input's where it was asked for. */
  backward(dlogits: Float32Array, context: LayerContext): Float32Array | null {
    this.#gradients.clear();
    for (let i = this.#nodes.length - 1; i >= 0; i--) {
      const { name, inputs, layer } = this.#nodes[i];
      const dy = i === this.#nodes.length - 1 ? dlogits : this.#gradients.get(name);
      if (!dy) continue;
      layer.backward(dy, context).forEach((dx, k) => {
        if (dx) this.#passBack(inputs[k], dx, context.batchSize);
      });
    }
    return this.#gradients.get(INPUT) ?? null;
  }

  /**
   * Does `work`, which consists of calls of kernels and depends on nothing but the context; from the second time on for the
   * same owner, mode and size of batch as the kernels do it best (`Kernels.record`). What it returned the first time is returned
   * again: buffers stay what they are. `seen`: the layers whose outputs somebody looks at afterwards, beside that of the
   * network; what the others make need not be there then.
   */
  repeat<T>(owner: object, context: LayerContext, work: (context: LayerContext) => T, seen?: readonly string[]): T {
    this.prepareStep(context);
    const key = context.mode === 'train' ? context.batchSize : -context.batchSize;
    const repeated = this.#repeated.get(owner) ?? new Map<number, Repeated>();
    this.#repeated.set(owner, repeated);
    const known = repeated.get(key);
    if (known) {
      known.context = context;
      known.again();
      return known.result as T;
    }
    const entry: Repeated = { context, again: () => undefined, result: undefined };
    const fused = (calls: readonly KernelCall[]): readonly KernelCall[] =>
      seen
        ? fuse(
            calls,
            [this.#nodes[this.#nodes.length - 1].name, ...seen].map((name) => this.output(name)),
          )
        : calls;
    entry.again = this.#kernels.record(() => {
      entry.result = work(entry.context);
    }, fused);
    repeated.set(key, entry);
    return entry.result as T;
  }

  /** Other rates for dropout layers, by name. What was recorded of a step of learning keeps those it was recorded with. */
  setDropout(rates: Readonly<Record<string, number>>): void {
    for (const { name, layer } of this.#nodes) {
      if (layer instanceof Dropout && Object.hasOwn(rates, name)) layer.rate = rates[name];
    }
  }

  /** All gradients ← 0. */
  zeroGrad(): void {
    for (const { grad, trainable } of this.parameters) if (trainable) this.#kernels.fill(grad, 0);
  }

  /** Draws all first weights from the seed, or those of some layers. `draw`: which of many drawings from that seed. */
  initializeWeights(
    seed: number,
    { draw = 0, only = () => true }: { draw?: number; only?: (layer: LayerSpec) => boolean } = {},
  ): void {
    const shapes = this.#layers.flatMap(({ spec, parameters }) => parameters.map((shape) => ({ spec, shape })));
    shapes.forEach(({ spec, shape }, i) => {
      if (only(spec)) initialize(this.parameters[i], shape, initializerOf(spec, shape.role), seed, draw);
    });
  }

  /** The layers in the order in which they run. */
  get layers(): readonly { readonly name: string; readonly outputShape: Shape }[] {
    return this.#nodes.map(({ name, layer }) => ({ name, outputShape: layer.outputShape }));
  }

  /** What a layer made of the last batch, (N, ...outputShape): for looking at, until the next forward. */
  output(name: string): Float32Array {
    return this.#output(name);
  }

  #output(name: string): Float32Array {
    const output = this.#outputs.get(name);
    if (!output) throw new Error(`no output of "${name}": forward has not come so far`);
    return output;
  }

  /** Hands dx to the layer that made the input: as it is to a layer with one reader, summed to one with several. */
  #passBack(name: string, dx: Float32Array, batchSize: number): void {
    if (name === INPUT && !this.#inputGradient) return;
    const node = this.#nodesByName.get(name);
    const sum = node ? node.dySum : this.#inputSum;
    if (!sum) {
      this.#gradients.set(name, dx);
      return;
    }
    if (!this.#gradients.has(name)) this.#kernels.fill(sum, 0);
    const size = node ? sizeOf(node.layer.outputShape) : this.#inputSize;
    this.#kernels.accumulate(dx, sum, batchSize * size);
    this.#gradients.set(name, sum);
  }
}

function countReaders(layers: readonly RunnableLayer[]): Map<string, number> {
  const readers = new Map<string, number>();
  for (const name of layers.flatMap(({ spec }) => spec.inputs)) readers.set(name, (readers.get(name) ?? 0) + 1);
  return readers;
}

/** A model of the network, its weights drawn from the seed. */
export function buildModel(network: NetworkSpec, kernels: Kernels, options: ModelOptions & { seed: number }): Model {
  const model = new Model(network, kernels, options);
  model.initializeWeights(options.seed);
  return model;
}
