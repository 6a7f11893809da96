import { basename, dirname, join } from 'node:path';
import type { Dataset } from '../../../src-core/data/dataset';
import { describeDataset } from '../../../src-core/data/describe';
import { parseCsvSet, type CsvFile } from '../../../src-core/data/sources/csv';
import { InputError } from '../../../src-core/input-error';
import type { Shape } from '../../../src-core/tensor/shape';
import { readBytes, type Listing } from './read';

export const isCsvName = (name: string): boolean => /\.csv$/i.test(name);

async function open(path: string): Promise<CsvFile> {
  return { name: path, bytes: await readBytes(path) };
}

async function load(name: string, training: string, test: string | null, shape?: Shape): Promise<Dataset> {
  const files = { training: await open(training), test: test === null ? null : await open(test) };
  return describeDataset({ name, ...parseCsvSet(files, shape) });
}

/** One CSV file, which is all training. */
export function loadCsvFile(path: string, shape?: Shape): Promise<Dataset> {
  return load(basename(path), path, null, shape);
}

/** train.csv, with test.csv where there is one; or the only CSV file of a folder. */
export function loadCsvFolder({ path, files }: Listing, shape?: Shape): Promise<Dataset> {
  const tables = files.filter(isCsvName);
  const find = (name: string): string | undefined => tables.find((file) => file.toLowerCase() === name);
  const training = find('train.csv') ?? (tables.length === 1 ? tables[0] : undefined);
  if (training === undefined || training.toLowerCase() === 'test.csv') {
    throw new InputError(`${path}: holds ${tables.join(', ')}, expected train.csv and, if there is one, test.csv.`);
  }
  const test = find('test.csv');
  return load(
    basename(path) || dirname(path),
    join(path, training),
    test === undefined ? null : join(path, test),
    shape,
  );
}
