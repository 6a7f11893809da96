/** Whether two values of plain data hold the same, in whatever order their fields stand. */
export function sameContent(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const [one, other] = [a as Fields, b as Fields];
  const keys = keysOf(one);
  return keys.length === keysOf(other).length && keys.every((key) => sameContent(one[key], other[key]));
}

type Fields = Readonly<Record<string, unknown>>;

/** What is undefined is as good as not there: a file has no place for it. */
const keysOf = (fields: Fields): string[] => Object.keys(fields).filter((key) => fields[key] !== undefined);
