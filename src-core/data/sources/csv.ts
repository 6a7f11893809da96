import Papa from 'papaparse';
import { InputError } from '../../input-error';
import { formatShape, sizeOf, type Shape } from '../../tensor/shape';
import { checkShape, type Examples } from '../examples';
import { naturalOrder } from '../natural-order';
import { checkClassNames, numberNames } from './class-names';
import { CsvTable } from './csv-table';

/** A CSV file: its bytes and its name, for messages. */
export interface CsvFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Bytes of the longest file that is read: V8 has no longer strings. */
const MAX_BYTES = 500_000_000;
const DELIMITERS = [',', ';', '\t'];

/**
 * Examples from CSV files: a label and its pixels 0…255 in each row. Labels are class numbers, or else names, which are
 * then sorted. Without `shape` rows whose length is a square, or three squares, are images; others are vectors.
 * Throws an InputError that names file, row and column.
 */
export function parseCsvSet(
  files: { readonly training: CsvFile; readonly test: CsvFile | null },
  shape?: Shape,
): { readonly classNames: readonly string[]; readonly training: Examples; readonly test: Examples | null } {
  const tables = [files.training, ...(files.test ? [files.test] : [])].map(readTable);
  const [training, test] = tables;
  checkLengths(training, test);
  const exampleShape = shape ?? guessShape(training.values);
  checkExampleShape(exampleShape, training);
  const numbered = tables.every((table) => table.labelsAreNumbers());
  const names = numbered ? null : [...new Set(tables.flatMap((table) => table.labelNames()))].sort(naturalOrder);
  if (names) checkClassNames(names, training.name);
  const sets = tables.map((table) => table.examples(exampleShape, names));
  return { classNames: names ?? numberNames(sets), training: sets[0], test: sets[1] ?? null };
}

function readTable({ name, bytes }: CsvFile): CsvTable {
  const text = decode(name, bytes);
  const table = new CsvTable(name);
  Papa.parse(text, {
    delimiter: delimiterOf(text),
    newline: '\n',
    step: ({ data, errors }) => table.add(data, errors[0]?.message),
  });
  table.finish();
  return table;
}

/** The text of a file, its lines ended alike. */
function decode(name: string, bytes: Uint8Array): string {
  if (bytes.length > MAX_BYTES) {
    throw new InputError(`${name}: is ${bytes.length} bytes long, expected a CSV file of at most ${MAX_BYTES}.`);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes).replace(/\r\n?/g, '\n');
  } catch {
    throw new InputError(`${name}: is not text in UTF-8, expected a CSV file.`);
  }
}

/** The one that stands most often in the first line that is not empty. */
function delimiterOf(text: string): string {
  const [line = ''] = /\S.*/.exec(text) ?? [];
  const count = (delimiter: string): number => line.split(delimiter).length;
  return DELIMITERS.reduce((best, delimiter) => (count(delimiter) > count(best) ? delimiter : best));
}

function checkLengths(training: CsvTable, test: CsvTable | undefined): void {
  if (!test || test.values === training.values) return;
  throw new InputError(
    `${test.name}: its rows hold ${test.values} values after the label, expected ${training.values} as in ${training.name}.`,
  );
}

/** [1, n, n] for n² values, [3, n, n] for 3n², where n is at most 64, else a vector. */
function guessShape(values: number): Shape {
  for (const channels of [1, 3]) {
    const side = Math.round(Math.sqrt(values / channels));
    if (channels * side * side === values && side <= 64) return [channels, side, side];
  }
  return [values];
}

function checkExampleShape(shape: Shape, { name, values }: CsvTable): void {
  checkShape(shape, name);
  if (sizeOf(shape) === values) return;
  throw new InputError(
    `${name}: its rows hold ${values} values after the label, expected ${sizeOf(shape)} for examples of ${formatShape(shape)}.`,
  );
}
