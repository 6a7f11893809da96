import type { Result } from '../../src-core/protocol/methods';
import { LiveAnswer } from './live-answer.svelte';
import type { Session } from './session.svelte';
import type { Subject } from './subject';

/** Milliseconds between two looks: filters change slowly. */
const INTERVAL = 250;

/** The weights of the selected layer. */
export class LayerWeights {
  readonly #subject: () => Subject | null;
  readonly #selected: () => string | null;
  readonly live: LiveAnswer<'layerWeights'>;

  /** `selected`: name of the layer whose weights are shown; null: of none. */
  constructor(
    session: Session,
    selected: () => string | null,
    subject: () => Subject | null,
    fail: (error: unknown) => void,
  ) {
    this.#selected = selected;
    this.#subject = subject;
    const params = () => {
      const layer = selected();
      return layer === null ? null : { layer, draft: subject()?.draft };
    };
    const network = () => subject()?.network ?? null;
    this.live = new LiveAnswer({ method: 'layerWeights', interval: INTERVAL, params, network, session, fail });
  }

  /** The latest weights of the selected layer; null while they are not there. */
  get current(): Result<'layerWeights'> | null {
    const { latest } = this.live;
    const fits = latest && latest.network === this.#subject()?.network && latest.params.layer === this.#selected();
    return fits ? latest.result : null;
  }
}
