import { InputError } from '../input-error';
import { formatShape, sizeOf, type Shape } from '../tensor/shape';
import type { Fault } from './fault';
import { inferShape, type ParameterShape } from './infer-shape';
import type { LayerSpec } from './layer-spec';
import { INPUT, type NetworkSpec } from './network-spec';

/** What is known of one layer. Where it cannot work, `error` is one sentence and the shapes it spoils are null. */
export interface LayerAnalysis {
  readonly spec: LayerSpec;
  readonly inputShapes: readonly Shape[] | null;
  readonly outputShape: Shape | null;
  readonly parameters: readonly ParameterShape[];
  /** Trainable values; running statistics are not among them. */
  readonly parameterCount: number;
  readonly error: string | null;
  /** The same with its kind. */
  readonly fault: Fault | null;
}

export interface NetworkAnalysis {
  /** In an order in which every layer comes after those it reads; layers on a cycle or without inputs come last. */
  readonly layers: readonly LayerAnalysis[];
  readonly parameterCount: number;
  /** Why this network cannot run, the first cause first; empty when it can. */
  readonly errors: readonly string[];
  /** The same with their kinds, in the same order. */
  readonly faults: readonly Fault[];
}

/** A network in which everything is known: what `buildModel` builds from. */
export interface RunnableLayer extends LayerAnalysis {
  readonly inputShapes: readonly Shape[];
  readonly outputShape: Shape;
}

/** Layers in an order in which inputs come first (Kahn's algorithm, stable), and those that no such order holds. */
function topologicalOrder(layers: readonly LayerSpec[]): { sorted: LayerSpec[]; stuck: LayerSpec[] } {
  const done = new Set([INPUT]);
  const sorted: LayerSpec[] = [];
  let waiting = [...layers];
  for (;;) {
    const next = waiting.find((layer) => layer.inputs.every((name) => done.has(name)));
    if (!next) return { sorted, stuck: waiting };
    done.add(next.name);
    sorted.push(next);
    waiting = waiting.filter((layer) => layer !== next);
  }
}

/** Whether the way back from a layer, through all it reads, comes to itself. */
function readsItself(layer: LayerSpec, byName: ReadonlyMap<string, LayerSpec>): boolean {
  const seen = new Set<string>();
  const waiting = [...layer.inputs];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (name === layer.name) return true;
    if (seen.has(name)) continue;
    seen.add(name);
    waiting.push(...(byName.get(name)?.inputs ?? []));
  }
  return false;
}

/** Why no order holds this layer; null where that is not its own fault but that of a layer it reads. */
function stuckReason(layer: LayerSpec, byName: ReadonlyMap<string, LayerSpec>): Fault | null {
  const { name, inputs } = layer;
  const unknown = inputs.find((input) => input !== INPUT && !byName.has(input));
  if (unknown !== undefined) {
    const message = `${name}: its input "${unknown}" is not a layer of this network.`;
    return { kind: 'unknownInput', layer: name, message };
  }
  if (!readsItself(layer, byName)) return null;
  return { kind: 'cycle', layer: name, message: `${name}: reads, directly or through others, its own output.` };
}

/** Names that do not tell which layer is meant. */
function duplicateNames(layers: readonly LayerSpec[]): ReadonlySet<string> {
  const names = layers.map((layer) => layer.name);
  return new Set(names.filter((name, i) => name === INPUT || names.indexOf(name) !== i));
}

function nameFaults(layers: readonly LayerSpec[]): Fault[] {
  return [...duplicateNames(layers)].map((name) =>
    name === INPUT
      ? {
          kind: 'reservedName',
          layer: name,
          message: `A layer cannot be called "${INPUT}": that is the example itself.`,
        }
      : { kind: 'duplicateName', layer: name, message: `Two layers are called "${name}".` },
  );
}

function analyzeLayer(spec: LayerSpec, shapes: ReadonlyMap<string, Shape | null>): LayerAnalysis {
  const blank = {
    ...{ spec, inputShapes: null, outputShape: null, parameters: [], parameterCount: 0 },
    ...{ error: null, fault: null },
  };
  const inputs = spec.inputs.map((name) => shapes.get(name) ?? null);
  if (!inputs.every((shape) => shape !== null)) return blank;
  const inference = inferShape(spec, inputs);
  if (!inference.ok) {
    const { kind, error } = inference;
    return { ...blank, inputShapes: inputs, error, fault: { kind, layer: spec.name, message: error } };
  }
  const trainable = inference.parameters.filter((parameter) => parameter.trainable);
  const parameterCount = trainable.reduce((sum, { shape }) => sum + sizeOf(shape), 0);
  const { outputShape, parameters } = inference;
  return { ...blank, inputShapes: inputs, outputShape, parameters, parameterCount };
}

function outputFaults(network: NetworkSpec, layers: readonly LayerAnalysis[]): Fault[] {
  if (layers.length === 0) return [{ kind: 'noLayers', layer: null, message: 'There are no layers yet.' }];
  const read = new Set(network.layers.flatMap((layer) => layer.inputs));
  const ends = layers.filter((layer) => !read.has(layer.spec.name));
  if (ends.length !== 1) {
    const names = ends.map((layer) => layer.spec.name).join(', ');
    const message = `A network has one last layer, but this one has ${ends.length}: ${names}.`;
    return [{ kind: 'severalEnds', layer: null, message }];
  }
  const [{ spec, outputShape }] = ends;
  const classes = network.classNames.length;
  if (!outputShape || (outputShape.length === 1 && outputShape[0] === classes)) return [];
  if (formatShape(outputShape) === '1' && classes === 2 && network.loss.kind !== 'softmaxCrossEntropy') return [];
  const message = `${spec.name}: gives ${formatShape(outputShape)} values, but there are ${classes} classes.`;
  return [{ kind: 'wrongOutputs', layer: spec.name, message }];
}

/** A network is asked about in many places, and never changes. */
const known = new WeakMap<NetworkSpec, NetworkAnalysis>();

/** Shapes, parameters and faults of every layer. Never throws: a network under construction is a normal thing. */
export function analyzeNetwork(network: NetworkSpec): NetworkAnalysis {
  const analysis = known.get(network) ?? analyze(network);
  known.set(network, analysis);
  return analysis;
}

function analyze(network: NetworkSpec): NetworkAnalysis {
  const byName = new Map(network.layers.map((layer) => [layer.name, layer]));
  const { sorted, stuck } = topologicalOrder(network.layers);
  const shapes = new Map<string, Shape | null>([[INPUT, network.input.shape]]);
  const layers = sorted.map((spec) => {
    const analysis = analyzeLayer(spec, shapes);
    shapes.set(spec.name, analysis.outputShape);
    return analysis;
  });
  for (const spec of stuck) {
    const fault = stuckReason(spec, byName);
    layers.push({ ...analyzeLayer(spec, new Map()), error: fault?.message ?? null, fault });
  }
  const found = [...nameFaults(network.layers), ...layers.flatMap(({ fault }) => fault ?? [])];
  const faults = found.length > 0 ? found : outputFaults(network, layers);
  return {
    layers,
    parameterCount: layers.reduce((sum, layer) => sum + layer.parameterCount, 0),
    errors: faults.map(({ message }) => message),
    faults,
  };
}

/** The layers of a network that can run, in the order to run them. Throws an InputError that says why it cannot. */
export function runnableLayers(network: NetworkSpec): RunnableLayer[] {
  const { layers, errors } = analyzeNetwork(network);
  if (errors.length > 0) throw new InputError(`Network "${network.name}": ${errors[0]}`);
  return layers as RunnableLayer[];
}

/** The layers that can work, whatever is wrong with the others, in the order to run them. None that reads one that cannot. */
export function workingLayers(network: NetworkSpec): RunnableLayer[] {
  const duplicates = duplicateNames(network.layers);
  const works = new Set(duplicates.has(INPUT) ? [] : [INPUT]);
  return analyzeNetwork(network).layers.filter((layer): layer is RunnableLayer => {
    const { name, inputs } = layer.spec;
    if (!layer.outputShape || duplicates.has(name) || !inputs.every((input) => works.has(input))) return false;
    works.add(name);
    return true;
  });
}
