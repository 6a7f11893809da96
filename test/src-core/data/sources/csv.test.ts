import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCsvSet } from '../../../../src-core/data/sources/csv';
import type { Shape } from '../../../../src-core/tensor/shape';
import { fixedRuns } from '../../../support/properties';
import { refusalOf, takesOrRefuses } from '../../../support/refusal';
import { expectValid } from '../../../support/valid-examples';

type CsvSet = ReturnType<typeof parseCsvSet>;
const file = (name: string, text: string) => ({ name, bytes: new TextEncoder().encode(text) });
const parse = (text: string, shape?: Shape): CsvSet =>
  parseCsvSet({ training: file('a.csv', text), test: null }, shape);
const both = (training: string, test: string): CsvSet =>
  parseCsvSet({ training: file('train.csv', training), test: file('test.csv', test) });

describe('parseCsvSet', () => {
  it('reads class numbers and pixels, with and without a header', () => {
    const plain = '3,0,255,1,2\n0,4,5,6,7\n';
    for (const header of [
      '',
      'label,pixel0,pixel1,pixel2,pixel3\n',
      'label,0,1,2,3\r\n',
      '\uFEFFlabel,1x1,1x2,2x1,2x2\n',
    ]) {
      const { training, test, classNames } = parse(header + plain);
      expect(training).toEqual({
        shape: [1, 2, 2],
        count: 2,
        images: Uint8Array.of(0, 255, 1, 2, 4, 5, 6, 7),
        labels: Uint8Array.of(3, 0),
      });
      expect([test, classNames]).toEqual([null, ['0', '1', '2', '3']]);
    }
  });

  it('takes semicolons, tabs, quotes, spaces, other line ends, empty lines and whole numbers as 4.0', () => {
    for (const text of [
      '1;2;3\n0;4;5\n',
      '1\t2\t3\n0\t4\t5',
      '"1","2","3"\r\n0,4,5\r\n',
      '\n1, 2 ,3\n\n0,4,5\n\n',
      '1.0,2.0,3\n0.,4,5',
    ]) {
      const { training } = parse(text);
      expect([training.shape, [...training.images], [...training.labels]]).toEqual([[2], [2, 3, 4, 5], [1, 0]]);
    }
  });

  it('sorts names, over training and test, in natural order', () => {
    const { training, test, classNames } = both('label,p\nsit 10,1\nlie,2\n', 'label,p\nsit 9,3\nlie,4\n');
    expect(classNames).toEqual(['lie', 'sit 9', 'sit 10']);
    expect([...training.labels]).toEqual([2, 0]);
    expect([...test!.labels]).toEqual([1, 0]);
  });

  it('takes squares and three squares for images, the rest for vectors, unless told otherwise', () => {
    const row = (values: number): string => `0,${new Array(values).fill(9).join()}\n`;
    expect(parse(row(784)).training.shape).toEqual([1, 28, 28]);
    expect(parse(row(3072)).training.shape).toEqual([3, 32, 32]);
    expect(parse(row(13)).training.shape).toEqual([13]);
    expect(parse(row(65 * 65)).training.shape).toEqual([4225]);
    expect(parse(row(12), [1, 3, 4]).training.shape).toEqual([1, 3, 4]);
    expect(parse(row(4), [4]).training.shape).toEqual([4]);
    expect(refusalOf(() => parse(row(12), [1, 4, 4]))).toBe(
      'a.csv: its rows hold 12 values after the label, expected 16 for examples of 1×4×4.',
    );
    expect(refusalOf(() => parse(row(12_289)))).toBe(
      'a.csv: row 1: has 12289 values after the label, expected 1 to 12288.',
    );
  });

  it('grows with the file', () => {
    const rows = Array.from({ length: 500 }, (_, i) => `${i % 10},${new Array(784).fill(i % 256).join()}`);
    const { training } = parse(rows.join('\n'));
    expect(training.count).toBe(500);
    expect(training.images[784 * 499 + 783]).toBe(499 % 256);
    expectValid(training, 10);
  });

  it.each([
    ['1,2,3\n0,4\n', 'a.csv: row 2: has 1 values after the label, expected 2 as in the rows before.'],
    ['label,p,q\n0,4,5,6\n', 'a.csv: row 2: has 3 values after the label, expected 2 as in the rows before.'],
    ['1,2,3\n0,NaN,5\n', 'a.csv: row 2: column 2 is "NaN", expected a whole number from 0 to 255.'],
    ['1,2,3\n\n0,4,256\n', 'a.csv: row 3: column 3 is "256", expected a whole number from 0 to 255.'],
    ['1,2,\n', 'a.csv: row 1: column 3 is "", expected a whole number from 0 to 255.'],
    ['1,2,0.5\n', 'a.csv: row 1: column 3 is "0.5", expected a whole number from 0 to 255.'],
    ['1,2,-1\n', 'a.csv: row 1: column 3 is "-1", expected a whole number from 0 to 255.'],
    ['1,2\n,2\n', 'a.csv: row 2: has no label in column 1.'],
    ['1,2\n100,2\n', 'a.csv: row 2: the label is 100, expected a class number from 0 to 99.'],
    ['1,2\n-1,2\n', 'a.csv: row 2: the label is -1, expected a class number from 0 to 99.'],
    ['cat,2\ncat,2\n', 'a.csv: has only the class "cat", expected 2 to 100.'],
    [`cat,2\n${'x'.repeat(41)},2\n`, `a.csv: the class name "${'x'.repeat(40)}…" has 41 characters, expected 1 to 40.`],
    [Array.from({ length: 101 }, (_, i) => `name${i},0`).join('\n'), 'a.csv: has 101 classes, expected 2 to 100.'],
    ['', 'a.csv: holds no examples, expected rows of a label and pixels.'],
    ['label,pixel0\n', 'a.csv: holds no examples, expected rows of a label and pixels.'],
    ['1\n2\n', 'a.csv: row 1: has 0 values after the label, expected 1 to 12288.'],
    ['1,"2\n', 'a.csv: row 1: cannot be read: quoted field unterminated.'],
  ])('refuses %j', (text, sentence) => {
    expect(refusalOf(() => parse(text))).toBe(sentence);
  });

  it('refuses what is not text, and test rows of another length', () => {
    const bytes = Uint8Array.of(0x31, 0x2c, 0xff, 0xfe);
    expect(refusalOf(() => parseCsvSet({ training: { name: 'a.csv', bytes }, test: null }))).toBe(
      'a.csv: is not text in UTF-8, expected a CSV file.',
    );
    expect(refusalOf(() => both('0,1,2\n', '0,1,2,3\n'))).toBe(
      'test.csv: its rows hold 3 values after the label, expected 2 as in train.csv.',
    );
  });

  it('never makes anything but valid examples of whatever comes', () => {
    const cell = fc.oneof(
      fc.integer({ min: -1, max: 260 }).map(String),
      fc.constantFrom('', ' ', 'NaN', '1e2', '"', 'label', 'cat', '0x10', 'Infinity', '"a,b"', '\u0000', '12.5'),
      fc.string({ maxLength: 4 }),
    );
    const row = fc.array(cell, { minLength: 1, maxLength: 6 }).map((cells) => cells.join());
    const text = fc.array(row, { maxLength: 6 }).map((rows) => rows.join('\n'));
    const property = fc.property(text, text, (training, test) => {
      takesOrRefuses(
        () => both(training, test),
        (set) => {
          for (const examples of [set.training, set.test!]) expectValid(examples, set.classNames.length);
        },
      );
    });
    fc.assert(property, fixedRuns(2000));
  });

  it('never makes anything but valid examples of a file in which something was changed', () => {
    const whole = new TextEncoder().encode('label,p0,p1,p2,p3\n0,1,2,3,4\n1,5,6,7,8\n2,250,251,252,253\n');
    const changes = fc.array(fc.record({ at: fc.nat(whole.length - 1), byte: fc.nat(255) }), {
      minLength: 1,
      maxLength: 3,
    });
    const property = fc.property(changes, (list) => {
      const bytes = whole.slice();
      for (const { at, byte } of list) bytes[at] = byte;
      takesOrRefuses(
        () => parseCsvSet({ training: { name: 'a.csv', bytes }, test: null }),
        (set) => expectValid(set.training, set.classNames.length),
      );
    });
    fc.assert(property, fixedRuns(2000));
  });
});
