import { InputError } from '../input-error';
import { slice, type Examples } from './examples';
import { balanced, ofClasses } from './pick';

export { checkLabels, pairExamples, slice, type Examples } from './examples';

/** What a source gives: two sets that are never mixed, and what their labels stand for. */
export interface Dataset {
  /** Half a sentence for people: where it comes from, how many there are, what was done to them. */
  readonly description: string;
  /** Name of each class, 2–100 of them; a label is a place in this list. */
  readonly classNames: readonly string[];
  readonly training: Examples;
  /** May be empty: not every source has one. */
  readonly test: Examples;
}

/** The three parts that are never mixed. */
export type Splits = Readonly<Record<'train' | 'validation' | 'test', Examples>>;

/** Which examples of a data set a run uses. What is left out means all. */
export interface Selection {
  /** How many of the training examples, the first ones; null for all that validation leaves. */
  readonly subset: number | null;
  /** How many of the last training examples are kept apart for validation; may be 0. */
  readonly validation: number;
  /** Numbers of the classes that are seen; labels keep their numbers. Null: all. */
  readonly classes?: readonly number[] | null;
  /** Takes equally many of each class that is there, the first ones, in the order of the set. */
  readonly balanced?: boolean;
  /** How many of the test examples, the first ones; null for all. */
  readonly test?: number | null;
}

/**
 * Leaves out the other classes, keeps the last `validation` examples of the training set apart, then takes the subset
 * of what is left. The test set is only filtered and cut. Whatever is contiguous is a view of what came in; the rest is
 * copied into memory of the same kind. Throws an InputError when there are not so many examples.
 */
export function splitExamples(training: Examples, test: Examples, selection: Selection): Splits {
  const { subset, validation, classes } = selection;
  const seen = classes ? ofClasses(training, classes) : training;
  if (classes && seen.count === 0) {
    throw new InputError(`Of the classes ${classes.join(', ') || '(none)'} there are no training examples.`);
  }
  const available = seen.count - validation;
  if (available < 1) {
    throw new InputError(`Validation of ${validation} leaves nothing of ${seen.count} training images.`);
  }
  if (subset !== null && subset > available) {
    throw new InputError(
      `A subset of ${subset} is more than the ${available} training images that ${validation} for validation leave.`,
    );
  }
  const left = slice(seen, 0, available);
  return {
    train: selection.balanced === true ? balanced(left, subset) : slice(left, 0, subset ?? available),
    validation: slice(seen, available, seen.count),
    test: firstOf(classes ? ofClasses(test, classes) : test, selection.test ?? null),
  };
}

function firstOf(test: Examples, count: number | null): Examples {
  if (count === null) return test;
  if (count > test.count) throw new InputError(`${count} test images are more than the ${test.count} that there are.`);
  return slice(test, 0, count);
}
