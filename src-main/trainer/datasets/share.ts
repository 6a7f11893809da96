import type { Dataset } from '../../../src-core/data/dataset';
import type { Examples } from '../../../src-core/data/examples';

/** The data set in memory that threads can share; what lies there already stays where it is. */
export function shareDataset(dataset: Dataset): Dataset {
  const training = shareExamples(dataset.training);
  return { ...dataset, training, test: dataset.test === dataset.training ? training : shareExamples(dataset.test) };
}

function shareExamples(examples: Examples): Examples {
  return { ...examples, images: share(examples.images), labels: shareBytes(examples.labels) };
}

function share(values: Uint8Array | Float32Array): Uint8Array | Float32Array {
  if (values instanceof Uint8Array) return shareBytes(values);
  if (values.buffer instanceof SharedArrayBuffer) return values;
  const shared = new Float32Array(new SharedArrayBuffer(values.byteLength));
  shared.set(values);
  return shared;
}

function shareBytes(values: Uint8Array): Uint8Array {
  if (values.buffer instanceof SharedArrayBuffer) return values;
  const shared = new Uint8Array(new SharedArrayBuffer(values.length));
  shared.set(values);
  return shared;
}
