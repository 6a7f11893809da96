import type { Bridge, Draft, DraftOutcome } from '../../src-core/protocol/bridge';
import { sentenceOf } from './words';

/** How long edits are gathered, milliseconds. */
const PAUSE = 300;

/** Hands the unsaved network to main, which keeps it for the next start. */
export class DraftSender {
  readonly #bridge: Pick<Bridge, 'keepDraft'>;
  readonly #draft: () => Draft | null;
  readonly #complain: (sentence: string) => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #complained = false;

  /** `draft`: what is unsaved at that moment; null when nothing is. `complain` is told once when nothing can be kept. */
  constructor(bridge: Pick<Bridge, 'keepDraft'>, draft: () => Draft | null, complain: (sentence: string) => void) {
    this.#bridge = bridge;
    this.#draft = draft;
    this.#complain = complain;
  }

  /** From the first edit on, not from the last: a drag without end is kept as well. */
  soon(): void {
    this.#timer ??= setTimeout(() => void this.now(), PAUSE);
  }

  async now(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const outcome = await this.#bridge.keepDraft(this.#draft()).catch(notAnswered);
    const failed = outcome.kind === 'failed';
    if (failed && !this.#complained) this.#complain(outcome.message);
    this.#complained = failed;
  }
}

const notAnswered = (error: unknown): DraftOutcome => ({
  kind: 'failed',
  message: `The unsaved network is not kept for a restart: ${sentenceOf(error)}`,
});
