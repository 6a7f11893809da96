/** A value of a JSON text, with the places of everything in it: characters from the beginning of the text. */
export interface JsonNode {
  readonly value: unknown;
  readonly at: number;
  /** Of a list. */
  readonly items: readonly JsonNode[];
  /** Of an object: `keyAt` is the place of the key itself. */
  readonly entries: ReadonlyMap<string, { readonly keyAt: number; readonly node: JsonNode }>;
}

export type JsonReading =
  { readonly ok: true; readonly root: JsonNode } | { readonly ok: false; readonly error: string; readonly at: number };

/** Deeper than any text that means something, and than what a stack can hold. */
const DEEPEST = 100;
const NONE: Pick<JsonNode, 'items' | 'entries'> = { items: [], entries: new Map() };
const WORDS = new Map<string, unknown>([
  ['true', true],
  ['false', false],
  ['null', null],
]);
const LONGEST_QUOTE = 24;

/** Never leaves this file. */
class Fault extends Error {
  constructor(
    sentence: string,
    readonly at: number,
  ) {
    super(sentence);
  }
}

/**
 * JSON as the standard has it (RFC 8259), each key once. Engines say in ways of their own, or not at all, where a text is
 * wrong, and nothing of where its values stand.
 */
class JsonReader {
  #at = 0;
  /** Behind the last thing that was read: what is missing is missing there. */
  #end = 0;

  constructor(readonly text: string) {}

  read(): JsonNode {
    this.#skipSpace();
    if (this.#at === this.text.length) throw new Fault('There is no text: expected one object, in braces { }.', 0);
    const root = this.#value(0);
    this.#skipSpace();
    if (this.#at < this.text.length) throw this.#fault(`Expected nothing more, but found ${this.#found()}.`);
    return root;
  }

  #value(depth: number): JsonNode {
    if (depth > DEEPEST) throw this.#fault(`Lists and objects are inside each other more than ${DEEPEST} times.`);
    const at = this.#at;
    switch (this.text[at]) {
      case '{':
        return this.#object(depth);
      case '[':
        return this.#list(depth);
      case '"':
        return { value: this.#string(), at, ...NONE };
      default:
        return { value: this.#word(), at, ...NONE };
    }
  }

  #list(depth: number): JsonNode {
    const at = this.#at;
    const items: JsonNode[] = [];
    this.#each(']', () => items.push(this.#value(depth + 1)));
    return { value: items.map(({ value }) => value), at, items, entries: NONE.entries };
  }

  #object(depth: number): JsonNode {
    const at = this.#at;
    const entries = new Map<string, { keyAt: number; node: JsonNode }>();
    this.#each('}', () => {
      const keyAt = this.#at;
      if (this.text[keyAt] !== '"') throw this.#fault(`Expected a key in double quotes, but found ${this.#found()}.`);
      const key = this.#string();
      if (entries.has(key)) throw new Fault(`The key ${quote(JSON.stringify(key))} stands here a second time.`, keyAt);
      this.#skipSpace();
      if (this.text[this.#at] !== ':') {
        throw this.#missing(`Expected a colon behind the key ${quote(JSON.stringify(key))}`);
      }
      this.#step();
      this.#skipSpace();
      entries.set(key, { keyAt, node: this.#value(depth + 1) });
    });
    const value = Object.fromEntries([...entries].map(([key, { node }]) => [key, node.value]));
    return { value, at, items: NONE.items, entries };
  }

  /** What stands between brackets, with a comma between each two. */
  #each(close: string, read: () => void): void {
    this.#step();
    this.#skipSpace();
    if (this.text[this.#at] === close) {
      this.#step();
      return;
    }
    for (;;) {
      read();
      this.#skipSpace();
      const next = this.text[this.#at];
      if (next !== ',' && next !== close) throw this.#missing(`Expected a comma or ${close}`);
      const comma = this.#at;
      this.#step();
      if (next === close) return;
      this.#skipSpace();
      if (this.text[this.#at] === close) throw new Fault(`There is a comma too many before ${close}.`, comma);
    }
  }

  #string(): string {
    const at = this.#at;
    const raw = this.#next(/^"(?:[^"\\\n\r]|\\[^\n\r])*/);
    this.#at = at + raw.length;
    if (this.text[this.#at] !== '"') throw new Fault(`A text has no closing quote: ${quote(raw)}`, at);
    this.#step();
    try {
      return JSON.parse(`${raw}"`) as string;
    } catch {
      throw new Fault(`JSON writes a character of this text in another way: ${quote(`${raw}"`)}`, at);
    }
  }

  /** A number, true, false or null. */
  #word(): unknown {
    const at = this.#at;
    const word = this.#token();
    if (!WORDS.has(word) && !/^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/.test(word)) {
      throw this.#fault(`Expected a value, but found ${this.#found()}.`);
    }
    this.#at = this.#end = at + word.length;
    return WORDS.has(word) ? WORDS.get(word) : Number(word);
  }

  /** What stands here up to the next sign or space; at least one character, where there is one. */
  #token(): string {
    return this.#next(/^[^\s,:[\]{}"]+/) || this.#next(/^[^]/u);
  }

  /** What of the text, from here, a pattern that begins with ^ describes. */
  #next(pattern: RegExp): string {
    return pattern.exec(this.text.slice(this.#at))?.[0] ?? '';
  }

  #found(): string {
    if (this.#at >= this.text.length) return 'the end of the text';
    if (this.text[this.#at] !== '"') return quote(this.#token());
    return quote(this.#next(/^"[^"\n\r]*"?/));
  }

  #step(): void {
    this.#end = ++this.#at;
  }

  #skipSpace(): void {
    while (/[ \t\n\r]/.test(this.text.charAt(this.#at))) this.#at++;
  }

  #fault(error: string): Fault {
    return new Fault(error, Math.min(this.#at, Math.max(0, this.text.length - 1)));
  }

  /** Where something is missing, that is behind what was read last, whatever line the next thing stands in. */
  #missing(expected: string): Fault {
    return new Fault(`${expected}, but found ${this.#found()}.`, Math.max(0, this.#end - 1));
  }
}

function quote(text: string): string {
  const letters = Array.from(text);
  return letters.length > LONGEST_QUOTE ? `${letters.slice(0, LONGEST_QUOTE).join('')}…` : text;
}

/** Reads a JSON text; where it is wrong, says so in a sentence. Never throws. */
export function readJson(text: string): JsonReading {
  try {
    return { ok: true, root: new JsonReader(text).read() };
  } catch (fault) {
    if (fault instanceof Fault) return { ok: false, error: fault.message, at: fault.at };
    throw fault;
  }
}

/** The line that a character stands in, the first being 1. */
export function lineAt(text: string, at: number): number {
  return text.slice(0, at).split('\n').length;
}
