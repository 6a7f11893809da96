/** Snapshots of something that is edited: undo and redo without limit. Snapshots share what they have in common. */
export interface History<T> {
  /** Oldest first. */
  readonly past: readonly T[];
  readonly present: T;
  /** What was undone, the next to be redone first. */
  readonly future: readonly T[];
}

export const historyOf = <T>(present: T): History<T> => ({ past: [], present, future: [] });

/** One more edit; what had been undone is given up. What changes nothing is no edit. */
export function edited<T>(history: History<T>, next: T): History<T> {
  if (next === history.present) return history;
  return { past: [...history.past, history.present], present: next, future: [] };
}

/** Goes on with the edit that came last: undone, both are. What had been undone is given up. */
export function amended<T>(history: History<T>, next: T): History<T> {
  if (next === history.present) return history;
  return history.past.length === 0 ? edited(history, next) : { ...history, present: next, future: [] };
}

/** No more than the moments around the present, as far as they are worth no more than this together, each by its own worth. */
export function nearest<T>(
  { past, present, future }: History<T>,
  worth: (moment: T) => number,
  most: number,
): History<T> {
  let left = most - worth(present);
  const count = (moments: readonly T[]): number => {
    const end = moments.findIndex((moment) => (left -= worth(moment)) < 0);
    return end < 0 ? moments.length : end;
  };
  const back = count([...past].reverse());
  return { past: past.slice(past.length - back), present, future: future.slice(0, count(future)) };
}

/** The same history when there is nothing to undo. */
export function undone<T>(history: History<T>): History<T> {
  const { past, present, future } = history;
  if (past.length === 0) return history;
  return { past: past.slice(0, -1), present: past[past.length - 1] as T, future: [present, ...future] };
}

/** The same history when there is nothing to redo. */
export function redone<T>(history: History<T>): History<T> {
  const { past, present, future } = history;
  if (future.length === 0) return history;
  return { past: [...past, present], present: future[0] as T, future: future.slice(1) };
}
