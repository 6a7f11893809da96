import type { DocumentState } from '../../src-core/protocol/bridge';
import type { Activity } from '../../src-core/protocol/trainer-process';

/** What is to be done about a window that the user wants to close. */
export type Choice = 'save' | 'close' | 'stay';

/** One question, in the words of a native dialog. */
export interface ClosingQuestion {
  readonly message: string;
  readonly detail: string;
  readonly buttons: readonly { readonly label: string; readonly choice: Choice }[];
}

interface Table {
  readonly document: DocumentState;
  /** Of the network, where it is in a file; else empty. */
  readonly fileName: string;
  /** Null while there is nobody who trains. */
  readonly activity: Activity | null;
}

const LOST = 'Otherwise they are lost.';

/** The one question before the window closes, be it for changes, for a training or for both; null when nothing is at stake. */
export function closingQuestion({ document, fileName, activity }: Table): ClosingQuestion | null {
  const training = activity?.phase === 'training' ? trainingWords(activity) : null;
  if (document.dirty) {
    return {
      message: `Save changes to ${fileName || document.name} before closing?`,
      detail: training ? `${LOST}\n\n${training.state} ${training.fate}` : LOST,
      buttons: [
        { label: 'Save', choice: 'save' },
        { label: 'Don’t Save', choice: 'close' },
        { label: 'Cancel', choice: 'stay' },
      ],
    };
  }
  return training && asked(training);
}

interface TrainingWords {
  readonly state: string;
  readonly fate: string;
  readonly kept: boolean;
}

function trainingWords({ network, step, totalSteps, savedStep }: Activity): TrainingWords {
  const [done, all] = [step, totalSteps].map((count) => count.toLocaleString('en-US'));
  const kept = savedStep !== null;
  return {
    state: `${network} is being trained: step ${done} of ${all}.`,
    fate: kept
      ? 'Closing pauses it; the next start offers to go on.'
      : 'Closing ends it for good: this run is not kept on the disk.',
    kept,
  };
}

const asked = ({ state, fate, kept }: TrainingWords): ClosingQuestion => ({
  message: state,
  detail: fate,
  buttons: [
    { label: kept ? 'Pause and Close' : 'End and Close', choice: 'close' },
    { label: 'Keep Training', choice: 'stay' },
  ],
});
