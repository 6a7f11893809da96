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

/** The one question before the window closes, be it for changes, for a run or for both; null when nothing is at stake. */
export function closingQuestion({ document, fileName, activity }: Table): ClosingQuestion | null {
  const run = activity && runWords(activity);
  if (document.dirty) {
    return {
      message: `Save changes to ${fileName || document.name} before closing?`,
      detail: run ? `${LOST}\n\n${run.state} ${run.fate}` : LOST,
      buttons: [
        { label: 'Save', choice: 'save' },
        { label: 'Don’t Save', choice: 'close' },
        { label: 'Cancel', choice: 'stay' },
      ],
    };
  }
  return run && asked(run);
}

interface RunWords {
  readonly state: string;
  readonly fate: string;
  /** On the buttons. */
  readonly leave: string;
  readonly stay: string;
}

/** What closing means for a run; null where nothing of it is at stake. */
function runWords(activity: Activity): RunWords | null {
  const { network, phase, step, totalSteps, savedStep, saveFailure } = activity;
  const fate = saveFailure === null ? null : lossWords(saveFailure, savedStep);
  if (phase !== 'training') {
    const state = `${network} could not be saved.`;
    return fate === null ? null : { state, fate, leave: 'Close Without Saving', stay: 'Keep Open' };
  }
  const kept = savedStep !== null;
  return {
    state: `${network} is being trained: step ${formatCount(step)} of ${formatCount(totalSteps)}.`,
    fate: fate ?? (kept ? PAUSED : 'Closing ends it for good: this run is not kept on the disk.'),
    leave: kept ? 'Pause and Close' : 'End and Close',
    stay: 'Keep Training',
  };
}

const PAUSED = 'Closing pauses it; the next start offers to go on.';

/** Of a run that cannot be saved. `savedStep`: up to which it is; null: nothing of it is. */
function lossWords(failure: string, savedStep: number | null): string {
  const lost = savedStep === null ? 'all of it' : `all that it learned after step ${formatCount(savedStep)}`;
  return `${failure} Unless it can be saved in the last moment, closing loses ${lost}.`;
}

const formatCount = (count: number): string => count.toLocaleString('en-US');

const asked = ({ state, fate, leave, stay }: RunWords): ClosingQuestion => ({
  message: state,
  detail: fate,
  buttons: [
    { label: leave, choice: 'close' },
    { label: stay, choice: 'stay' },
  ],
});
