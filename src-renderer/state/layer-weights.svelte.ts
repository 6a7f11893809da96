import type { NetworkSpec } from '../../src-core/architecture/network-spec';
import type { Result } from '../../src-core/protocol/methods';
import { LiveAnswer } from './live-answer.svelte';
import type { Session } from './session.svelte';

/** Milliseconds between two looks: filters change slowly. */
const INTERVAL = 250;

/** The layer that is open, and its weights. */
export class LayerWeights {
  selected: string | null = $state(null);
  readonly live: LiveAnswer<'layerWeights'>;

  constructor(session: Session, fail: (error: unknown) => void) {
    const params = () => (this.selected === null ? null : { layer: this.selected });
    this.live = new LiveAnswer({ method: 'layerWeights', interval: INTERVAL, params, session, fail });
  }

  select(layer: string | null): void {
    this.selected = layer;
    this.live.askNow();
  }

  /** The latest weights of the open layer, of this network; null while they are not there. */
  of(network: NetworkSpec): Result<'layerWeights'> | null {
    const { latest } = this.live;
    return latest?.network === network && latest.params.layer === this.selected ? latest.result : null;
  }
}
