import { liveSettingsOf, withLiveSettings, type LiveSettings } from './live-settings';
import type { NetworkSpec } from './network-spec';
import { sameContent } from './same-content';
import type { TrainingSettings } from './training-settings';

/** A network with what it is trained by. */
interface Recipe {
  readonly network: NetworkSpec;
  readonly settings: TrainingSettings;
}

/** What a run is trained by, from a step on. */
export interface RunChange extends Recipe {
  /** The first step that it applies to, from 1. */
  readonly step: number;
}

/** A change as the history of a run has it. */
interface ToldChange {
  readonly step: number;
  readonly settings: TrainingSettings;
  /** Rates of dropout layers by name; one that is not named stays as it is. */
  readonly dropout: LiveSettings['dropout'];
}

/** What a run was trained by, from its beginning on. `changes`: in the order in which they were made. */
export function courseOf(begun: Recipe, changes: readonly ToldChange[]): readonly RunChange[] {
  let last: RunChange = { step: 1, ...begun };
  return changes.reduce<readonly RunChange[]>(
    (course, { step, settings, dropout }) => {
      const live = { ...liveSettingsOf({ network: last.network, settings }), dropout };
      last = { step, ...withLiveSettings(last, live) };
      return withChange(course, last);
    },
    [last],
  );
}

/** Another one, the latest; before its first step the one before has trained nothing. One that changes nothing is none. */
export function withChange(changes: readonly RunChange[], change: RunChange): readonly RunChange[] {
  const before = changes.filter(({ step }) => step !== change.step);
  const last = before.at(-1);
  return last && sameContent(liveSettingsOf(change), liveSettingsOf(last)) ? before : [...before, change];
}
