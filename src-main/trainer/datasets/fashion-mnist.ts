import type { Dataset } from '../../../src-core/data/dataset';
import { InputError } from '../../../src-core/input-error';
import { isIdxName, loadIdxFolder } from './idx-folder';
import { list } from './read';

/** Where Debian and Ubuntu put it. */
export const FASHION_MNIST_FOLDER = '/usr/share/datasets/fashion-mnist';

const CLASS_NAMES = [
  'T-shirt/top',
  'Trouser',
  'Pullover',
  'Dress',
  'Coat',
  'Sandal',
  'Shirt',
  'Sneaker',
  'Bag',
  'Ankle boot',
];

/** Zalando's Fashion-MNIST. Throws an InputError that names the package when it is not installed. */
export async function loadFashionMnist(folder: string): Promise<Dataset> {
  const listing = await list(folder).catch(() => null);
  if (!listing?.files.some(isIdxName)) {
    throw new InputError(
      `${folder}: Fashion-MNIST is not there: on Debian or Ubuntu, install the package dataset-fashion-mnist.`,
    );
  }
  return loadIdxFolder(listing, { name: 'Fashion-MNIST', classNames: CLASS_NAMES });
}
