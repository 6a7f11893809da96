import type { Dataset } from '../dataset';
import { describeDataset } from '../describe';
import type { Examples } from '../examples';

/** The exclusive or: four points of the plane that no straight line parts. Training and test are the same four. */
export function xorDataset(): Dataset {
  const points: Examples = {
    shape: [2],
    count: 4,
    images: Float32Array.of(0, 0, 0, 1, 1, 0, 1, 1),
    labels: Uint8Array.of(0, 1, 1, 0),
  };
  return describeDataset({ name: 'XOR', classNames: ['0', '1'], training: points, test: points });
}
