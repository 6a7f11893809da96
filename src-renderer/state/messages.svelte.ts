import { sentenceOf } from './words';

export interface Message {
  readonly kind: 'info' | 'error';
  /** One sentence. */
  readonly text: string;
}

interface Told {
  readonly message: Message;
  /** Whether what it complains of is still there. */
  readonly holds: () => boolean;
}

/** The one message that is on show: until another comes, it is dismissed, or what it complains of is mended. */
export class Messages {
  #told: Told | null = $state.raw(null);
  readonly current: Message | null = $derived(this.#told?.holds() ? this.#told.message : null);

  say(text: string): void {
    this.#told = { message: { kind: 'info', text }, holds: () => true };
  }

  /** `holds`: whether what it complains of is still there. */
  fail(text: string, holds = (): boolean => true): void {
    this.#told = { message: { kind: 'error', text }, holds };
  }

  /** Takes a message away, if it is still the one on show; without one, whichever is. */
  dismiss(message: Message | null = this.current): void {
    if (message === this.current) this.#told = null;
  }

  /** Does something that may fail; a failure is told to the user. */
  async guard(action: () => Promise<void>): Promise<void> {
    try {
      await action();
    } catch (error) {
      this.fail(sentenceOf(error));
    }
  }
}
