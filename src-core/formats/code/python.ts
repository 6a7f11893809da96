import { fillLines } from '../../architecture/fill-lines';

/** Words of Python that name nothing else. */
const KEYWORDS = new Set(
  [
    'False None True and as assert async await break class continue def del elif else except finally for from global if',
    'import in is lambda nonlocal not or pass raise return try while with yield',
  ]
    .join(' ')
    .split(' '),
);

/** Characters of a line of code, as far as it can be broken. */
const WIDTH = 80;

const INDENT = '    ';

export const isKeyword = (name: string): boolean => KEYWORDS.has(name);

/** A name for a variable: the given one, or one like it where Python or somebody else has that. */
export function variableName(name: string, taken: ReadonlySet<string>): string {
  let free = name;
  while (isKeyword(free) || taken.has(free)) free = `${free}_`;
  return free;
}

/** A text between double quotes; what JSON escapes, Python reads alike. */
export const stringLiteral = (text: string): string => JSON.stringify(text);

/** A text inside a docstring. */
export const docText = (text: string): string => JSON.stringify(text).slice(1, -1);

/** Arguments of a call: by place, then by name; null where one is left to its default. */
export function argumentsOf(
  positional: readonly (string | number)[],
  named: Readonly<Record<string, string | number | boolean | null>> = {},
): string[] {
  const literal = (value: string | number | boolean): string | number =>
    typeof value === 'boolean' ? (value ? 'True' : 'False') : value;
  const words = Object.entries(named).flatMap(([key, value]) => (value === null ? [] : [`${key}=${literal(value)}`]));
  return [...positional.map(String), ...words];
}

export const call = (name: string, ...args: Parameters<typeof argumentsOf>): string =>
  `${name}(${argumentsOf(...args).join(', ')})`;

/** A head, items with commas, an end: `CLASSES = [`, `"0"`, `"1"`, `]`; on as many lines as it takes. */
export function itemLines(head: string, items: readonly string[], end: string): string[] {
  const whole = `${head}${items.join(', ')}${end}`;
  if (whole.length <= WIDTH) return [whole];
  return [head, ...indented(fillLines(items, WIDTH - INDENT.length)), end];
}

export const indented = (lines: readonly string[]): string[] =>
  lines.map((line) => (line === '' ? '' : `${INDENT}${line}`));

/** Statements, and what is to be said of some of them: as comments, each above the first that needs it. */
export function noted(
  statements: readonly { readonly lines: readonly string[]; readonly note: string | null }[],
): string[] {
  const told = new Set<string>();
  return statements.flatMap(({ lines, note }) => {
    if (note === null || told.has(note)) return lines;
    told.add(note);
    return [`# ${note}`, ...lines];
  });
}
