import { presets } from '../../src-core/architecture/presets';
import { InputError } from '../../src-core/input-error';
import { describeFileError } from '../storage/file-error';
import { evaluateCommand } from './evaluate';
import { trainCommand } from './train';

const COMMANDS: Readonly<Record<string, (args: readonly string[]) => Promise<void>>> = {
  train: trainCommand,
  evaluate: evaluateCommand,
};

const HELP = `Kernelsmith without a window

  train     --preset P | --network NET.json  [--data mnist|fashion-mnist|lines|xor|DIR] [--subset N] [--validation N] [--epochs N] [--batch N] [--lr X]
            [--optimizer O] [--schedule S] [--augment] [--mistakes M] [--seed N] [--threads N] [--resume] --out RUN [--json]
  evaluate  --run RUN [--split validation|test] [--data mnist|…|DIR] [--json]

Presets: ${presets.map((preset) => preset.id).join(', ')}. With --json, stdout holds nothing but JSON.`;

async function main([name, ...args]: readonly string[]): Promise<void> {
  if (name === undefined || name === 'help' || name === '--help') {
    process.stdout.write(`${HELP}\n`);
    return;
  }
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!command)
    throw new InputError(`There is no command "${name}": the commands are ${Object.keys(COMMANDS).join(', ')}.`);
  await command(args);
}

/** Who reads our output may go away, or its disk may be full: the former is no error, the latter one line. */
function endWithoutOutput(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE')
    process.stderr.write(`kernelsmith: the output cannot be written: ${describeFileError(error)}\n`);
  process.exit(error.code === 'EPIPE' ? 0 : 1);
}
process.stdout.on('error', endWithoutOutput);
process.stderr.on('error', () => process.exit(1));

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`kernelsmith: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
