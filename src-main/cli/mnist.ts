import { join } from 'node:path';
import { loadMnist, type Dataset } from '../trainer/datasets';

/** The MNIST files that the build has put beside the program. */
export function openMnist(): Promise<Dataset> {
  return loadMnist(join(__dirname, '../../resources/mnist'));
}
