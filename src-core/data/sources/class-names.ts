import { InputError } from '../../input-error';
import { MAX_CLASSES } from '../examples';

/** Longest name of a class, characters: so long may names in a network be. */
const MAX_LENGTH = 40;

/** Throws an InputError unless these can be the classes of a data set. */
export function checkClassNames(names: readonly string[], where: string): void {
  if (names.length < 2 || names.length > MAX_CLASSES) {
    const found = names.length === 1 ? `only the class ${JSON.stringify(names[0])}` : `${names.length} classes`;
    throw new InputError(`${where}: has ${found}, expected 2 to ${MAX_CLASSES}.`);
  }
  const wrong = names.find((name) => name.length < 1 || name.length > MAX_LENGTH);
  if (wrong === undefined) return;
  const shown = wrong.length > MAX_LENGTH ? `${wrong.slice(0, MAX_LENGTH)}…` : wrong;
  throw new InputError(
    `${where}: the class name ${JSON.stringify(shown)} has ${wrong.length} characters, expected 1 to ${MAX_LENGTH}.`,
  );
}

/** "0", "1", … for labels without names: as many as the largest label asks for, at least two. */
export function numberNames(sets: readonly { readonly labels: Uint8Array }[]): string[] {
  const largest = sets.reduce((max, { labels }) => labels.reduce((a, b) => Math.max(a, b), max), 1);
  return Array.from({ length: largest + 1 }, (_, i) => String(i));
}
