import type { NetworkSpec } from '../../src-core/architecture/network-spec';

/** What belongs to one moment of editing: undone, the selection comes back with the network. */
export interface Moment {
  readonly network: NetworkSpec;
  readonly selection: readonly string[];
}
