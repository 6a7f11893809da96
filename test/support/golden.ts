import { readFileSync } from 'node:fs';
import type { Layer } from '../../src-core/layers/layer';
import type { Model } from '../../src-core/model/model';
import { sizeOf, type Shape } from '../../src-core/tensor/shape';
import { looseLayer, setParameters, trainingContext, type LooseSpec } from './layers';

/** An array of a golden file, row-major. */
export interface GoldenArray {
  readonly shape: readonly number[];
  readonly data: readonly number[];
}

/** How far float32 may be from the notebooks' float64, measured against a tensor's largest value. */
export const ONE_LAYER = 1e-5;
export const SEVERAL_STEPS = 1e-4;

/** The golden vectors of a notebook (test/fixtures/golden/README.md). */
export function readGolden(notebook: string): unknown {
  const file = new URL(`../fixtures/golden/${notebook}.json`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8'));
}

/** A dense weight that the notebook holds as (in, out), as ours: (out, in). */
export function transposed({ shape: [rows, columns], data }: GoldenArray): number[] {
  return Array.from({ length: rows * columns }, (_, i) => data[(i % rows) * columns + Math.floor(i / rows)]);
}

/** The values of a model's parameter, or its gradient. */
export function parameterOf(model: Model, name: string): Model['parameters'][number] {
  const parameter = model.parameters.find((candidate) => candidate.name === name);
  if (!parameter) throw new Error(`there is no parameter ${name}`);
  return parameter;
}

/** Puts values into the model's parameters of these names. */
export function setWeights(model: Model, values: Readonly<Record<string, readonly number[]>>): void {
  for (const [name, data] of Object.entries(values)) parameterOf(model, name).value.set(data);
}

/** One layer's forward and backward pass over a golden batch. */
export function runLayer(
  spec: LooseSpec,
  shape: Shape,
  { x, dy, parameters = [] }: { x: GoldenArray; dy: GoldenArray; parameters?: readonly GoldenArray[] },
): { layer: Layer; y: Float32Array; dx: Float32Array; batchSize: number } {
  const batchSize = x.data.length / sizeOf(shape);
  const layer = looseLayer(spec, [shape], batchSize);
  setParameters(layer, ...parameters.map(({ data }) => data));
  const y = layer.forward([Float32Array.from(x.data)], trainingContext(batchSize));
  const [dx] = layer.backward(Float32Array.from(dy.data), trainingContext(batchSize));
  return { layer, y, dx: dx!, batchSize };
}
