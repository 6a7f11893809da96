import { sentenceOf } from './words';

export interface Message {
  readonly kind: 'info' | 'error';
  /** One sentence. */
  readonly text: string;
}

/** The one message that is on show; it stays until another comes or it is dismissed. */
export class Messages {
  current: Message | null = $state.raw(null);

  say(text: string): void {
    this.current = { kind: 'info', text };
  }

  fail(text: string): void {
    this.current = { kind: 'error', text };
  }

  dismiss(): void {
    this.current = null;
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
