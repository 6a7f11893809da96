/** Something that is found by its name or by words that people call it by. */
export interface Findable {
  readonly name: string;
  readonly words: readonly string[];
}

/** Letters and digits alone: "Fully-connected" and "fully connected" are one word. */
const plain = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]/g, '');

/** Whether all of `letters` stand in `text`, in their order. */
function inOrder(text: string, letters: string): boolean {
  let at = 0;
  for (const letter of letters) {
    at = text.indexOf(letter, at) + 1;
    if (at === 0) return false;
  }
  return true;
}

/** A word as it is, and the words that it is made of: "batch norm" is found by "norm", too. */
const parts = (word: string): string[] => [plain(word), ...word.split(/[^A-Za-z0-9]+/).map(plain)];

/** How well a query fits, 0 the best; null: not at all. */
function rankOf({ name, words }: Findable, query: string): number | null {
  const own = plain(name);
  const others = words.flatMap(parts);
  if (own === query || words.some((word) => plain(word) === query)) return 0;
  if (own.startsWith(query)) return 1;
  if (others.some((word) => word.startsWith(query))) return 2;
  return inOrder(own, query) ? 3 : null;
}

/** Those that a query finds, the best first, equals as they stood: by the name's beginning, by a word's, by letters in order. */
export function searched<T extends Findable>(items: readonly T[], query: string): T[] {
  const asked = plain(query);
  if (asked === '') return query.trim() === '' ? [...items] : [];
  return items
    .map((item) => ({ item, rank: rankOf(item, asked) ?? Infinity }))
    .filter(({ rank }) => rank < Infinity)
    .sort((a, b) => a.rank - b.rank)
    .map(({ item }) => item);
}
