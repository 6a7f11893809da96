export type SaveAnswer = 'save' | 'drop' | 'cancel';

interface Question {
  /** What has changes. */
  readonly subject: string;
  /** Before what: "opening mine.json". */
  readonly purpose: string;
}

/** Asks what is to become of changes that are in no file, before something else takes their place. */
export class SaveQuestion {
  /** The question that waits for an answer. */
  asked: Question | null = $state.raw(null);
  #tell: (answer: SaveAnswer) => void = () => undefined;

  /** A question that still waits is given up. */
  ask(subject: string, purpose: string): Promise<SaveAnswer> {
    this.answer('cancel');
    return new Promise((resolve) => {
      this.#tell = resolve;
      this.asked = { subject, purpose };
    });
  }

  answer(answer: SaveAnswer): void {
    this.asked = null;
    this.#tell(answer);
  }
}
