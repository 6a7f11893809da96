import { presets } from '../../src-core/architecture/presets';
import { InputError } from '../../src-core/input-error';
import { JSON_OPTION, type Command } from './command';
import { evaluateCommand } from './evaluate';
import { exportCommand } from './export';
import { gradientsCommand } from './gradients';
import { commandHelp, helpText } from './help';
import { nearest } from './nearest';
import { predictCommand } from './predict';
import { presetsCommand } from './presets';
import { summaryCommand } from './summary';
import { trainCommand } from './train';

const number = (value: string, what: string) => ({ type: 'string', value, what }) as const;

const COMMANDS: Readonly<Record<string, Command>> = {
  train: {
    summary: 'Trains a preset and leaves the run in a folder',
    options: {
      preset: { type: 'string', value: 'P', what: presets.map(({ id }) => id).join(', ') },
      out: { type: 'string', value: 'RUN', what: 'a new folder for the run' },
      subset: number('N', 'how many training images are used, the first ones'),
      validation: number('N', 'how many of the last training images are kept apart'),
      epochs: number('N', 'passes over the training images'),
      batch: number('N', 'images in a step'),
      lr: number('X', 'learning rate'),
      seed: number('N', 'decides the first weights and the order of the images'),
      json: JSON_OPTION,
    },
    run: trainCommand,
  },
  evaluate: {
    summary: 'Tells how the network of a run does on images that it was not trained on',
    options: {
      run: { type: 'string', value: 'RUN', what: 'the folder of a run' },
      split: { type: 'string', value: 'S', what: 'validation (where this is left out) or test' },
      json: JSON_OPTION,
    },
    run: evaluateCommand,
  },
  predict: predictCommand,
  export: exportCommand,
  summary: summaryCommand,
  presets: presetsCommand,
  gradients: gradientsCommand,
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
