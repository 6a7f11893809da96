/** An option of a command, for the parser and for the help: `value` stands for what comes behind it. */
export type CommandOption =
  | { readonly type: 'string'; readonly value: string; readonly what: string }
  | { readonly type: 'boolean'; readonly what: string };

/** One thing that the command line does. */
export interface Command {
  /** What it does, in one line. */
  readonly summary: string;
  readonly options: Readonly<Record<string, CommandOption>>;
  /** Throws an InputError that says in one sentence what was wrong. */
  run(args: readonly string[]): Promise<void>;
}

export const JSON_OPTION: CommandOption = { type: 'boolean', what: 'nothing but JSON on stdout' };
