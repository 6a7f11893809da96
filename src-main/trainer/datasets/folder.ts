import { resolve } from 'node:path';
import type { Dataset } from '../../../src-core/data/dataset';
import { formatShape, type Shape } from '../../../src-core/tensor/shape';
import { InputError } from '../../../src-core/input-error';
import { isCsvName, loadCsvFile, loadCsvFolder } from './csv-files';
import { isIdxName, loadIdxFolder } from './idx-folder';
import { loadImageFolder } from './image-folder';
import { list } from './read';

/**
 * Loads what lies at `path`: an IDX set, CSV files or folders of images, in this order of looking; or one CSV file.
 * `shape`: what rows of a CSV file mean, or the size of images. Throws an InputError in one sentence.
 */
export async function loadFolder(path: string, shape?: Shape): Promise<Dataset> {
  const place = resolve(path);
  const listing = await list(place);
  if (!listing) {
    if (isCsvName(place)) return loadCsvFile(place, shape);
    throw new InputError(`${place}: is a file, expected a folder or a CSV file.`);
  }
  if (listing.files.some(isIdxName)) return checkAsked(await loadIdxFolder(listing), shape, place);
  if (listing.files.some(isCsvName)) return loadCsvFolder(listing, shape);
  if (listing.folders.length > 0) return loadImageFolder(listing, shape);
  throw new InputError(
    `${place}: holds no data: expected an IDX set (train-images…, train-labels…), CSV files, or a folder of PNG files for each class.`,
  );
}

/** An IDX set says itself what shape it has. */
function checkAsked(dataset: Dataset, shape: Shape | undefined, place: string): Dataset {
  const own = formatShape(dataset.training.shape);
  if (shape === undefined || formatShape(shape) === own) return dataset;
  throw new InputError(`${place}: its images are ${own}, expected ${formatShape(shape)}.`);
}
