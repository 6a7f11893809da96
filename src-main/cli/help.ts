import type { Command, CommandOption } from './command';
import { formatTable } from './table';

const CALL = 'npm run -s cli --';

function optionRows(options: Command['options']): string[][] {
  const shown = (name: string, option: CommandOption): string =>
    option.type === 'string' ? `--${name} ${option.value}` : `--${name}`;
  return Object.entries(options).map(([name, option]) => [`  ${shown(name, option)}`, option.what]);
}

/** What a command does and, one line each, its options. */
export function commandHelp(name: string, { summary, options }: Command): string {
  return `${summary}\n\n${CALL} ${name} [OPTION…]\n\n${formatTable(optionRows(options))}`;
}

/** All commands with their options. */
export function helpText(commands: Readonly<Record<string, Command>>): string {
  const rows = Object.entries(commands).flatMap(([name, { summary, options }]) => [
    ['', ''],
    [name, summary],
    ...optionRows(options),
  ]);
  return `Kernelsmith without a window\n\n${CALL} COMMAND [OPTION…]\n${formatTable(rows)}`;
}
