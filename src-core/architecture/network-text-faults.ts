import type { z } from 'zod';
import type { JsonNode } from './json-reader';
import { INPUT } from './network-spec';

type Issue = z.core.$ZodIssue;

/** One sentence, and the place that it is about: characters from the beginning of the text. */
interface TextFault {
  readonly error: string;
  readonly at: number;
}

/** Longer values are described. */
const LONGEST_VALUE = 32;

const KINDS: Readonly<Record<string, string>> = {
  number: 'a number',
  int: 'a whole number',
  string: 'a text in double quotes',
  boolean: 'true or false',
  object: 'an object in braces { }',
  array: 'a list in brackets [ ]',
};

const UNITS = new Map([
  ['string', ['character', 'characters']],
  ['array', ['entry', 'entries']],
]);

function amount(limit: number | bigint, origin: string): string {
  const unit = UNITS.get(origin);
  return unit ? `${limit} ${unit[limit === 1 ? 0 : 1]}` : String(limit);
}

function anyOf(values: readonly unknown[]): string {
  const words = values.map((value) => JSON.stringify(value));
  return words.length < 2 ? words.join() : `${words.slice(0, -1).join(', ')} or ${words[words.length - 1]}`;
}

function expected(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return KINDS[issue.expected] ?? issue.expected;
    case 'invalid_value':
      return anyOf(issue.values);
    case 'too_small':
      return `${issue.inclusive === false ? 'more than' : 'at least'} ${amount(issue.minimum, issue.origin)}`;
    case 'too_big':
      return `at most ${amount(issue.maximum, issue.origin)}`;
    default:
      if ('options' in issue && issue.options) return anyOf(issue.options);
      return issue.message.replace(/^(expected|must be) /, '');
  }
}

function describeValue(value: unknown): string {
  if (typeof value === 'number') return String(value);
  const text = JSON.stringify(value);
  if (text.length <= LONGEST_VALUE) return text;
  if (Array.isArray(value)) return `a list of ${value.length}`;
  return typeof value === 'string' ? `a text of ${value.length} characters` : 'an object';
}

const child = (node: JsonNode, key: PropertyKey): JsonNode | undefined =>
  typeof key === 'number' ? node.items[key] : node.entries.get(String(key))?.node;

/** A layer is called by its name, everything else by its keys; empty for the network itself. */
function placeWords(path: readonly PropertyKey[], root: JsonNode): string {
  const [first, index, ...rest] = path;
  if (first !== 'layers' || typeof index !== 'number') return keysOf(path);
  const name = root.entries.get('layers')?.node.items[index]?.entries.get('name')?.node.value;
  const layer = typeof name === 'string' && name !== '' ? name.slice(0, LONGEST_VALUE) : 'This layer';
  return [layer, keysOf(rest)].filter((words) => words !== '').join(', ');
}

const keysOf = (path: readonly PropertyKey[]): string => path.filter((key) => typeof key === 'string').join('.');

/** What an object lacks is told of the object. */
interface SchemaFault extends TextFault {
  readonly lacks: boolean;
}

function faultOf(issue: Issue, root: JsonNode): SchemaFault {
  const place = (path: readonly PropertyKey[]): string => placeWords(path, root) || 'The network';
  let owner = root;
  for (const [i, key] of issue.path.entries()) {
    const node = child(owner, key);
    if (!node) {
      const error = `${place(issue.path.slice(0, i))}: has no ${JSON.stringify(key)}; expected ${expected(issue)}.`;
      return { error, at: owner.at, lacks: true };
    }
    owner = node;
  }
  if (issue.code === 'unrecognized_keys') {
    const [key] = issue.keys;
    const at = owner.entries.get(key)?.keyAt ?? owner.at;
    return { error: `${place(issue.path)}: ${JSON.stringify(key)} is none of its keys.`, at, lacks: false };
  }
  const error = `${place(issue.path)}: expected ${expected(issue)}, but found ${describeValue(owner.value)}.`;
  return { error, at: owner.at, lacks: false };
}

/**
 * The first thing in the text that makes it no network. A key that is there and unknown comes before one that is missing:
 * mostly it is the same one, mistyped.
 */
export function schemaFault({ issues }: { readonly issues: readonly Issue[] }, root: JsonNode): TextFault {
  const faults = issues.map((issue) => faultOf(issue, root));
  const there = faults.filter(({ lacks }) => !lacks);
  const candidates = there.length > 0 ? there : faults;
  return candidates.reduce((first, fault) => (fault.at < first.at ? fault : first));
}

interface PlacedName {
  readonly name: string;
  readonly at: number;
}

const placed = (node: JsonNode | undefined): PlacedName => ({ name: String(node?.value), at: node?.at ?? 0 });

/** Why layers of the right form are no graph: names that cannot be told apart, wires from nowhere. */
export function graphFault(root: JsonNode): TextFault | null {
  const layers = root.entries.get('layers')?.node.items ?? [];
  const names = new Set([INPUT]);
  for (const layer of layers) {
    const { name, at } = placed(layer.entries.get('name')?.node);
    if (name === INPUT) return { error: `"${INPUT}" is the example itself: a layer needs another name.`, at };
    if (names.has(name)) return { error: `Two layers are called "${name}".`, at };
    names.add(name);
  }
  for (const layer of layers) {
    const reader = placed(layer.entries.get('name')?.node).name;
    const unknown = layer.entries
      .get('inputs')
      ?.node.items.map(placed)
      .find(({ name }) => !names.has(name));
    if (unknown) return { error: `${reader}: its input "${unknown.name}" is not a layer.`, at: unknown.at };
  }
  return null;
}
