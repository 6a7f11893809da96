import type { RunSummary } from '../../src-core/protocol/runs';
import { RunStore } from '../trainer/run-store';
import { JSON_OPTION, type Command } from './command';
import { parseOptions, requiredOption } from './options';
import { createOutput, percent } from './output';
import { formatTable } from './table';

const OPTIONS: Command['options'] = {
  in: { type: 'string', value: 'DIR', what: 'a folder that holds the folders of runs' },
  json: JSON_OPTION,
};

function rowOf({ id, name, state, step, totalSteps, best, seed }: RunSummary): string[] {
  const validation = best?.validation ? percent(best.validation.accuracy) : '–';
  return [id, name, state, `${step} of ${totalSteps ?? '?'}`, validation, String(seed)];
}

async function run(args: readonly string[]): Promise<void> {
  const options = parseOptions(args, OPTIONS);
  const list = await new RunStore(requiredOption(options, 'in', 'a folder of runs')).list();
  const output = createOutput(options.json === true);
  for (const { message } of list.damaged) output.note(message);
  const head = ['run', 'name', 'state', 'step', 'best validation', 'seed'];
  output.result(list, formatTable([head, ...list.runs.map(rowOf)], 3));
}

/** Lists the runs of a folder, as the window lists its own. */
export const runsCommand: Command = {
  summary: 'Lists the runs of a folder, the newest first',
  options: OPTIONS,
  run,
};
