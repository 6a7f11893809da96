import { TrainerGone } from './trainer-client';
import { sentenceOf } from './words';

export interface Message {
  readonly kind: 'info' | 'error';
  /** One sentence. */
  readonly text: string;
  /** A way that stays open as long as the message does, such as Undo. */
  readonly offer?: { readonly label: string; readonly act: () => void };
}

interface Told {
  readonly message: Message;
  /** Whether what it complains of is still there. */
  readonly holds: () => boolean;
}

const always = (): boolean => true;

/**
 * The one message that is on show: until another comes, it is dismissed, or what it complains of is mended. A complaint that
 * is mended by itself uncovers what was said before it.
 */
export class Messages {
  #told: readonly Told[] = $state.raw([]);
  readonly current: Message | null = $derived(this.#told.findLast(({ holds }) => holds())?.message ?? null);

  say(text: string): void {
    this.#told = [{ message: { kind: 'info', text }, holds: always }];
  }

  /** Says what was done, and offers what can be done about it. */
  offer(text: string, offer: NonNullable<Message['offer']>): void {
    this.#told = [{ message: { kind: 'info', text, offer }, holds: always }];
  }

  /** `holds`: whether what it complains of is still there; without it, until it is dismissed. */
  fail(text: string, holds = always): void {
    const covered = holds === always ? [] : this.#told.filter((told) => told.holds === always);
    this.#told = [...covered, { message: { kind: 'error', text }, holds }];
  }

  /** Takes a message away, if it is still there; without one, all of them. */
  dismiss(message?: Message | null): void {
    this.#told = message === undefined ? [] : this.#told.filter((told) => told.message !== message);
  }

  /** Does something that may fail; a failure is told to the user. */
  async guard(action: () => Promise<void>): Promise<void> {
    try {
      await action();
    } catch (error) {
      if (error instanceof TrainerGone) return; // which is told elsewhere
      this.fail(sentenceOf(error));
    }
  }
}
