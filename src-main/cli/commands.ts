import { InputError } from '../../src-core/input-error';
import { benchCommand } from './bench';
import type { Command } from './command';
import { evaluateCommand } from './evaluate';
import { exportCommand } from './export';
import { gradientsCommand } from './gradients';
import { commandHelp, helpText } from './help';
import { nearest } from './nearest';
import { predictCommand } from './predict';
import { presetsCommand } from './presets';
import { runsCommand } from './runs';
import { summaryCommand } from './summary';
import { trainCommand } from './train';

const COMMANDS: Readonly<Record<string, Command>> = {
  train: trainCommand,
  evaluate: evaluateCommand,
  predict: predictCommand,
  export: exportCommand,
  summary: summaryCommand,
  presets: presetsCommand,
  gradients: gradientsCommand,
  runs: runsCommand,
  bench: benchCommand,
};

function findCommand(name: string): Command {
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (command) return command;
  const known = Object.keys(COMMANDS);
  throw new InputError(
    `There is no command "${name}": the nearest is ${nearest(name, known) ?? ''}, the commands are ${known.join(', ')}.`,
  );
}

function show(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** Does what a command line says. Throws an InputError that says in one sentence what was wrong with it. */
export async function runCommand([name = 'help', ...args]: readonly string[]): Promise<void> {
  const about = name === 'help' || name === '--help' || name === '-h' ? args.at(0) : undefined;
  if (about !== undefined) {
    show(commandHelp(about, findCommand(about)));
  } else if (name === 'help' || name === '--help' || name === '-h') {
    show(helpText(COMMANDS));
  } else if (args.includes('--help')) {
    show(commandHelp(name, findCommand(name)));
  } else {
    await findCommand(name).run(args);
  }
}
