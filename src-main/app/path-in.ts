import { resolve } from 'node:path';

/** The network file that a command line names: its last word that ends in .json; undefined where there is none. */
export function pathIn(commandLine: readonly string[], workingDirectory: string): string | undefined {
  const name = commandLine.filter((word) => !word.startsWith('-') && /\.json$/i.test(word)).at(-1);
  return name === undefined ? undefined : resolve(workingDirectory, name);
}
