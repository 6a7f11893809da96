import { differenceWords } from '../state/recipe-difference';
import { onTheWay } from '../state/run-changes';
import type { RunCourse } from '../state/run-course';
import { beganWith, bestAccuracies, nameOf, type Entry } from '../state/run-entries';
import { verdict } from '../state/run-verdict';
import type { ShownRun } from '../state/shown-run';

/** One of two that are held against each other. */
export interface Side {
  readonly entry: Entry;
  readonly letter: string;
  /** Of its first run; null while it is not known. */
  readonly course: RunCourse | null | 'unreadable';
}

/** What another entry has that the base has not, among `all` runs; null while that is not known. */
export function sidesDifference(base: Side, other: Side, all: readonly ShownRun[]): string | null {
  const [one, two] = [base.course, other.course];
  if (one === 'unreadable') return unreadableWords(base);
  if (two === 'unreadable') return unreadableWords(other);
  if (!one || !two) return null;
  const words = differenceWords(one.recipe, two.recipe, { seed: !base.entry.isSeries && !other.entry.isSeries });
  const [first, then] = [onTheWay(one.changes), onTheWay(two.changes)];
  const later =
    first === then ? [] : [first && `${base.letter} later ${first}`, then && `${other.letter} later ${then}`];
  const [from, ownFrom] = [beganWith(base.entry, all), beganWith(other.entry, all)];
  const began = from === ownFrom ? [] : [from && `${base.letter} ${from}`, ownFrom && `${other.letter} ${ownFrom}`];
  return [words, ...later, ...began].filter(Boolean).join('; ');
}

const unreadableWords = ({ letter }: Side): string => `${letter} cannot be read, so there is nothing to tell`;

/** Whether another entry is better or worse than the base by more than noise; null where neither is a series. */
export function sidesVerdict(base: Side, other: Side): string | null {
  if (!base.entry.isSeries && !other.entry.isSeries) return null;
  const group = ({ entry, letter }: Side) => ({ name: `${letter} ${nameOf(entry)}`, ...bestAccuracies(entry) });
  return verdict(group(base), group(other));
}
