import { sameContent } from './same-content';
import type { NetworkSpec } from './network-spec';

/** Whether two networks compute the same, whatever they and their classes are called. */
export function sameNetwork(a: NetworkSpec, b: NetworkSpec): boolean {
  return a === b || sameContent(essence(a), essence(b));
}

const essence = ({ input, layers, loss, classNames }: NetworkSpec): unknown[] => [
  input,
  layers,
  loss,
  classNames.length,
];
