import { analyzeNetwork, type NetworkAnalysis } from '../../src-core/architecture/analyze';
import { networkCosts, type ReceptiveField } from '../../src-core/architecture/costs';
import { KIND_NAMES } from '../../src-core/architecture/describe-layer';
import type { LayerSpec } from '../../src-core/architecture/layer-spec';
import type { NetworkSpec } from '../../src-core/architecture/network-spec';
import { findPreset } from '../../src-core/architecture/presets';
import { InputError } from '../../src-core/input-error';
import { formatShape, type Shape } from '../../src-core/tensor/shape';
import { JSON_OPTION, type Command } from './command';
import { readNetwork } from './files';
import { eitherOption, parseOptions, type Options } from './options';
import { createOutput } from './output';
import { byteSize, count, formatTable } from './table';

const OPTIONS: Command['options'] = {
  preset: { type: 'string', value: 'P', what: 'a preset, or:' },
  network: { type: 'string', value: 'NET.json', what: 'a network file (docs/network.md)' },
  json: JSON_OPTION,
};

interface LayerRow {
  readonly name: string;
  readonly kind: LayerSpec['kind'];
  readonly outputShape: Shape;
  /** Trainable values. */
  readonly parameters: number;
  readonly notTrainable: number;
  readonly multiplyAdds: number;
  readonly activationBytes: number;
  readonly receptiveField: ReceptiveField;
}

interface Summary {
  readonly network: string;
  readonly input: Shape;
  readonly classes: number;
  readonly layers: readonly LayerRow[];
  readonly totals: {
    readonly trainable: number;
    readonly notTrainable: number;
    readonly multiplyAdds: number;
    readonly predictionBytes: number;
    /** Null where no recipe says how large a batch is. */
    readonly batchSize: number | null;
    readonly trainingBytes: number | null;
  };
}

/** Network and size of the batch, where a preset says it. */
async function choose(options: Options): Promise<{ network: NetworkSpec; batchSize: number | null }> {
  const name = eitherOption(options, 'preset', 'network');
  const value = String(options[name]);
  if (name === 'network') return { network: await readNetwork(value), batchSize: null };
  const { network, settings } = findPreset(value);
  return { network, batchSize: settings.batchSize };
}

function rowsOf(analysis: NetworkAnalysis, costs: ReturnType<typeof networkCosts>): LayerRow[] {
  return analysis.layers.flatMap(({ spec, outputShape, parameterCount }, i) => {
    const layer = costs.layers[i];
    if (!layer || !outputShape) return [];
    const { multiplyAdds, activationBytes, notTrainable, receptiveField } = layer;
    const shown = { name: spec.name, kind: spec.kind, outputShape, parameters: parameterCount };
    return [{ ...shown, notTrainable, multiplyAdds, activationBytes, receptiveField }];
  });
}

/** Throws an InputError when the network cannot run. */
function summarize(network: NetworkSpec, batchSize: number | null): Summary {
  const analysis = analyzeNetwork(network);
  if (analysis.errors.length > 0) throw new InputError(`Network "${network.name}": ${analysis.errors[0]}`);
  const costs = networkCosts(analysis, network.input.shape);
  const { trainable, notTrainable, multiplyAdds, predictionBytes } = costs;
  const trainingBytes = batchSize === null ? null : costs.trainingBytes(batchSize);
  return {
    network: network.name,
    input: network.input.shape,
    classes: network.classNames.length,
    layers: rowsOf(analysis, costs),
    totals: { trainable, notTrainable, multiplyAdds, predictionBytes, batchSize, trainingBytes },
  };
}

const HEADINGS = ['layer', 'kind', 'output', 'parameters', 'multiply-adds', 'memory', 'sees', 'jump'];

function describeLayer(row: LayerRow): string[] {
  const { size, jump } = row.receptiveField;
  const numbers = [count(row.parameters + row.notTrainable), count(row.multiplyAdds), byteSize(row.activationBytes)];
  return [
    row.name,
    KIND_NAMES[row.kind],
    formatShape(row.outputShape),
    ...numbers,
    formatShape(size),
    jump === null ? '' : `${jump}`,
  ];
}

function describeTotals({ totals }: Summary): string[][] {
  const rows = [
    ['trainable parameters', count(totals.trainable)],
    ['not trainable', count(totals.notTrainable)],
    ['multiply-adds, one image', count(totals.multiplyAdds)],
    ['memory, one image', byteSize(totals.predictionBytes)],
  ];
  if (totals.batchSize === null || totals.trainingBytes === null) return rows;
  return [...rows, [`memory, training on ${totals.batchSize} at a time`, byteSize(totals.trainingBytes)]];
}

function describe(summary: Summary): string {
  const title = `${summary.network}: ${formatShape(summary.input)} to ${summary.classes} classes`;
  const layers = formatTable([HEADINGS, ...summary.layers.map(describeLayer)]);
  return `${title}\n\n${layers}\n\n${formatTable(describeTotals(summary), 1)}`;
}

/** Tells what a network is made of and what it costs. */
export const summaryCommand: Command = {
  summary: 'Tells the layers of a network, their parameters and what they cost',
  options: OPTIONS,
  async run(args) {
    const options = parseOptions(args, OPTIONS);
    const { network, batchSize } = await choose(options);
    const summary = summarize(network, batchSize);
    createOutput(options.json === true).result(summary, describe(summary));
  },
};
