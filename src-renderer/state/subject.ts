import type { NetworkSpec } from '../../src-core/architecture/network-spec';
import { sameNetwork } from '../../src-core/architecture/same-network';

/** The network whose maps and weights are asked for. */
export interface Subject {
  readonly network: NetworkSpec;
  /** Set where it is not that of the run: to be sent along. */
  readonly draft?: NetworkSpec;
}

/**
 * What the canvas shows is what is asked about: the network of the run, or what it has been edited to since. Null where there
 * is no run yet, and where the examples of the run do not fit the edited network.
 */
export function subjectOf(opened: NetworkSpec | null, draft: NetworkSpec): Subject | null {
  if (!opened) return null;
  if (sameNetwork(opened, draft)) return { network: opened };
  return opened.input.shape.join() === draft.input.shape.join() ? { network: draft, draft } : null;
}
