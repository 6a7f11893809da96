import { presets } from '../../src-core/architecture/presets';
import { InputError } from '../../src-core/input-error';
import { evaluateCommand } from './evaluate';
import { trainCommand } from './train';

const COMMANDS: Readonly<Record<string, (args: readonly string[]) => Promise<void>>> = {
  train: trainCommand,
  evaluate: evaluateCommand,
};

const HELP = `Kernelsmith without a window

  train     --preset P --out RUN [--subset N] [--validation N] [--epochs N] [--batch N] [--lr X] [--seed N] [--json]
  evaluate  --run RUN [--split validation|test] [--json]

Presets: ${presets.map((preset) => preset.id).join(', ')}. With --json, stdout holds nothing but JSON.`;

async function main([name, ...args]: readonly string[]): Promise<void> {
  if (name === undefined || name === 'help' || name === '--help') {
    process.stdout.write(`${HELP}\n`);
    return;
  }
  const command = COMMANDS[name];
  if (!command)
    throw new InputError(`There is no command "${name}": the commands are ${Object.keys(COMMANDS).join(', ')}.`);
  await command(args);
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`kernelsmith: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
