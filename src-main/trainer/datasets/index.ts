import type { DataSource } from '../../../src-core/architecture/data-source';
import type { Dataset } from '../../../src-core/data/dataset';
import { generateLines } from '../../../src-core/data/sources/lines';
import { xorDataset } from '../../../src-core/data/sources/xor';
import { FASHION_MNIST_FOLDER, loadFashionMnist } from './fashion-mnist';
import { loadFolder } from './folder';
import { loadMnist } from './mnist';
import { shareDataset } from './share';

export type { Dataset } from '../../../src-core/data/dataset';
export { loadMnist } from './mnist';

/** Where the data sets lie that the program knows by name. */
export interface KnownPlaces {
  readonly mnist: string;
  readonly fashionMnist?: string;
}

/** Loads or makes the data set of a source, in memory that threads can share. Throws an InputError in one sentence. */
export async function loadDataset(source: DataSource, places: KnownPlaces): Promise<Dataset> {
  return shareDataset(await open(source, places));
}

async function open(source: DataSource, { mnist, fashionMnist }: KnownPlaces): Promise<Dataset> {
  switch (source.kind) {
    case 'mnist':
      return loadMnist(mnist);
    case 'fashionMnist':
      return loadFashionMnist(fashionMnist ?? FASHION_MNIST_FOLDER);
    case 'lines':
      return generateLines(source);
    case 'xor':
      return xorDataset();
    case 'folder':
      return loadFolder(source.path, source.shape);
    default:
      return source satisfies never;
  }
}
