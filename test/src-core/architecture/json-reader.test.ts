import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lineAt, readJson } from '../../../src-core/architecture/json-reader';
import { fixedRuns } from '../../support/properties';

const ENGINE = (text: string): { value: unknown } | null => {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return null;
  }
};

const told = (text: string): string => {
  const reading = readJson(text);
  return reading.ok ? 'ok' : `${lineAt(text, reading.at)}: ${reading.error}`;
};

describe('readJson', () => {
  it('reads what JSON.parse reads', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 6 }), fc.nat(4), (json, indent) => {
        const text = JSON.stringify(JSON.parse(json), null, indent);
        const reading = readJson(text);
        expect(reading.ok && reading.root.value).toEqual(JSON.parse(text));
      }),
      fixedRuns(300),
    );
  });

  it('takes what the engine takes and nothing else, whatever character is changed', () => {
    const text = '{ "a": [1, -2.5e+3, true, null, "x\\n\\u00e9"],\r\n\t"b": {"c": []} }';
    const characters = [
      '"',
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '\\',
      '\n',
      ' ',
      '0',
      '1',
      '-',
      '.',
      'e',
      'u',
      't',
      '\u00a0',
      '',
    ];
    for (let i = 0; i <= text.length; i++) {
      for (const character of characters) {
        for (const end of [i, i + 1]) {
          const changed = text.slice(0, i) + character + text.slice(end);
          const reading = readJson(changed);
          const engine = ENGINE(changed);
          expect(reading.ok, changed).toBe(engine !== null);
          if (reading.ok) expect(reading.root.value).toEqual(engine?.value);
          else expect(reading.at).toBeLessThan(changed.length);
        }
      }
    }
  });

  it('knows where everything stands', () => {
    const text = '{\n  "a": [1,\n  {"b": true}]\n}';
    const reading = readJson(text);
    const a = reading.ok ? reading.root.entries.get('a') : undefined;
    expect(text.slice(a?.keyAt)).toMatch(/^"a"/);
    expect(text.slice(a?.node.at)).toMatch(/^\[1/);
    expect(text.slice(a?.node.items[1].entries.get('b')?.node.at)).toMatch(/^true/);
  });

  it.each([
    ['', '1: There is no text: expected one object, in braces { }.'],
    ['{\n"a": 1\n"b": 2}', '2: Expected a comma or }, but found "b".'],
    ['{"a"\n1}', '1: Expected a colon behind the key "a", but found 1.'],
    ['[1,\n2,\n]', '2: There is a comma too many before ].'],
    ['[1,\n2', '2: Expected a comma or ], but found the end of the text.'],
    ['{a: 1}', '1: Expected a key in double quotes, but found a.'],
    ["['a']", "1: Expected a value, but found 'a'."],
    ['[True]', '1: Expected a value, but found True.'],
    ['[01]', '1: Expected a value, but found 01.'],
    ['{\n"a": "no end\n}', '2: A text has no closing quote: "no end'],
    ['["a\\x"]', '1: JSON writes a character of this text in another way: "a\\x"'],
    ['{"a": 1,\n"a": 2}', '2: The key "a" stands here a second time.'],
    ['{}\n{}', '2: Expected nothing more, but found {.'],
  ])('%j: %s', (text, sentence) => expect(told(text)).toBe(sentence));

  it('says so where a text is too deep for any stack', () => {
    expect(told('['.repeat(100_000))).toBe('1: Lists and objects are inside each other more than 100 times.');
  });

  it('takes __proto__ for a key like any other', () => {
    const reading = readJson('{"__proto__": {"a": 1}}');
    expect(reading.ok && Object.keys(reading.root.value as object)).toEqual(['__proto__']);
  });
});
