import type { NetworkSpec } from './network-spec';

/** Whether two networks have the same layers, one fed by the other alike: only then do the weights of one fit the other. */
export function sameLayers(a: NetworkSpec, b: NetworkSpec): boolean {
  return JSON.stringify(a.layers) === JSON.stringify(b.layers);
}
