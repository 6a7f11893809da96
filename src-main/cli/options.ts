import { parseArgs } from 'node:util';
import { InputError } from '../../src-core/input-error';

/** What a command takes: each option with a value (`string`) or without one (`boolean`). */
export type OptionTypes = Readonly<Record<string, { readonly type: 'string' | 'boolean' }>>;
export type Options = Readonly<Record<string, string | boolean | undefined>>;

/** The options of a command line. Throws an InputError that names what is unknown or lacks its value. */
export function parseOptions(args: readonly string[], types: OptionTypes): Options {
  try {
    return parseArgs({ args: [...args], options: types, strict: true, allowPositionals: false }).values;
  } catch (error) {
    const known = Object.keys(types).map((name) => `--${name}`);
    const [cause] = (error as Error).message.split(/\.\s/);
    throw new InputError(`${cause}; the options are ${known.join(', ')}.`);
  }
}

/** The value of an option that must be there. */
export function requiredOption(options: Options, name: string, what: string): string {
  const value = options[name];
  if (typeof value === 'string' && value !== '') return value;
  throw new InputError(`--${name} is missing: expected ${what}.`);
}

/** A number, or undefined when the option is not there. */
export function numberOption(options: Options, name: string): number | undefined {
  const value = options[name];
  if (value === undefined) return undefined;
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : NaN;
  if (Number.isFinite(number)) return number;
  throw new InputError(`--${name} is "${String(value)}", expected a number.`);
}
