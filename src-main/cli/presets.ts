import { analyzeNetwork } from '../../src-core/architecture/analyze';
import { presets, type Preset } from '../../src-core/architecture/presets';
import { formatShape, type Shape } from '../../src-core/tensor/shape';
import { JSON_OPTION, type Command } from './command';
import { parseOptions } from './options';
import { createOutput } from './output';
import { count, formatTable } from './table';

const OPTIONS: Command['options'] = { json: JSON_OPTION };

interface PresetRow {
  readonly id: string;
  readonly summary: string;
  /** Trainable values. */
  readonly parameters: number;
  readonly input: Shape;
}

function rowOf({ id, summary, network }: Preset): PresetRow {
  return { id, summary, parameters: analyzeNetwork(network).parameterCount, input: network.input.shape };
}

/** Tells the networks that come with the program. */
export const presetsCommand: Command = {
  summary: 'Tells the networks that are there to begin with',
  options: OPTIONS,
  // eslint-disable-next-line @typescript-eslint/require-await -- a mistake on the command line is a rejection, as elsewhere
  async run(args) {
    const options = parseOptions(args, OPTIONS);
    const rows = presets.map(rowOf);
    const lines = rows.map(({ id, input, parameters, summary }) => [
      id,
      formatShape(input),
      count(parameters),
      summary,
    ]);
    const text = formatTable([['preset', 'input', 'parameters', 'what it is'], ...lines], 4);
    createOutput(options.json === true).result(rows, text);
  },
};
