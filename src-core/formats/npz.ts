import { zipSync } from 'fflate';
import type { NamedTensor } from '../model/weights';
import { writeNpy } from './npy';

/** Every file's date, the first a ZIP can hold: the bytes must not depend on the clock. Made when it is needed, for it is read in local time. */
const firstDate = (): Date => new Date(1980, 0, 1);

/** What `numpy.load` opens: an uncompressed ZIP with one NPY file for each tensor, in the order given. The same tensors give the same bytes. */
export function writeNpz(tensors: readonly NamedTensor[]): Uint8Array<ArrayBuffer> {
  const files = Object.fromEntries(tensors.map((tensor) => [`${tensor.name}.npy`, writeNpy(tensor)]));
  return zipSync(files, { level: 0, mtime: firstDate() });
}
