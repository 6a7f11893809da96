import { parseArgs } from 'node:util';
import { InputError } from '../../src-core/input-error';
import { nearest } from './nearest';

/** What a command takes: each option with a value (`string`) or without one (`boolean`). */
export type OptionTypes = Readonly<Record<string, { readonly type: 'string' | 'boolean' }>>;
export type Options = Readonly<Record<string, string | boolean | undefined>>;

/** Why a command line cannot be taken, from what Node says of it. */
function describeParseError(error: Error, types: OptionTypes): string {
  const known = Object.keys(types);
  const list = known.map((name) => `--${name}`).join(', ');
  const [cause = ''] = error.message.split(/\.\s/);
  const unknown = /^Unknown option '-*(.*?)'/.exec(cause)?.[1];
  if (unknown === undefined) return `${cause}; the options are ${list}.`;
  return `${cause}; the nearest is --${nearest(unknown, known) ?? ''}, the options are ${list}.`;
}

/** The options of a command line. Throws an InputError that names what is unknown or lacks its value. */
export function parseOptions(args: readonly string[], types: OptionTypes): Options {
  try {
    return parseArgs({ args: [...args], options: types, strict: true, allowPositionals: false }).values;
  } catch (error) {
    throw new InputError(describeParseError(error as Error, types));
  }
}

/** The value of an option that must be there. */
export function requiredOption(options: Options, name: string, what: string): string {
  const value = options[name];
  if (typeof value === 'string' && value !== '') return value;
  throw new InputError(`--${name} is missing: expected ${what}.`);
}

/** Of two options that say the same in two ways, the one that is there. Throws an InputError unless it is exactly one. */
export function eitherOption<A extends string, B extends string>(options: Options, a: A, b: B): A | B {
  const given = [a, b].filter((name) => options[name] !== undefined);
  if (given.length === 0) throw new InputError(`--${a} or --${b} is missing: expected one of them.`);
  if (given.length === 2) throw new InputError(`--${a} and --${b} exclude each other: expected one of them.`);
  return options[a] === undefined ? b : a;
}

/** A number, or undefined when the option is not there. */
export function numberOption(options: Options, name: string): number | undefined {
  const value = options[name];
  if (value === undefined) return undefined;
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : NaN;
  if (Number.isFinite(number)) return number;
  throw new InputError(`--${name} is "${String(value)}", expected a number.`);
}
