import fc from 'fast-check';
import { expect, it } from 'vitest';
import { edited, historyOf, nearest, redone, undone, type History } from '../../../src-renderer/state/history';
import { fixedRuns } from '../../support/properties';

/** The same done several times. */
const times = <T>(count: number, change: (history: T) => T, start: T): T =>
  Array.from({ length: count }).reduce<T>(change, start);

const edits = fc.array(fc.integer(), { maxLength: 60 });
const make = (values: readonly number[]): History<number | null> =>
  values.reduce<History<number | null>>(edited, historyOf<number | null>(null));

it('undoes everything, however much it is, and redoes it', () => {
  const property = fc.property(edits, (values) => {
    const history = make(values);
    const none = times(values.length, undone, history);
    expect(none.present).toBeNull();
    expect(none.past).toEqual([]);
    expect(times(values.length, redone, none)).toEqual(history);
  });
  fc.assert(property, fixedRuns());
});

it('gives up what is farthest away, the edits before the present last', () => {
  const history = { past: ['aaa', 'bb', 'c'], present: 'dd', future: ['e', 'ff', 'g'] };
  const of = (most: number) => nearest(history, ({ length }) => length, most);
  expect(of(12)).toEqual(history);
  expect(of(11)).toEqual({ ...history, future: ['e', 'ff'] });
  expect(of(8)).toEqual({ ...history, future: [] });
  expect(of(7)).toEqual({ past: ['bb', 'c'], present: 'dd', future: [] });
  expect(of(0)).toEqual({ past: [], present: 'dd', future: [] });
});

it('holds, after any sequence, what a plain list of states holds', () => {
  const steps = fc.array(fc.oneof(fc.integer(), fc.constantFrom('undo', 'redo')), { maxLength: 80 });
  const property = fc.property(steps, (sequence) => {
    let history = historyOf<number | string | null>(null);
    let [states, at] = [[null] as (number | string | null)[], 0];
    for (const step of sequence) {
      if (step === 'undo') [history, at] = [undone(history), Math.max(0, at - 1)];
      else if (step === 'redo') [history, at] = [redone(history), Math.min(states.length - 1, at + 1)];
      else {
        history = edited(history, step);
        if (step !== states[at]) [states, at] = [[...states.slice(0, at + 1), step], at + 1];
      }
      expect(history.present).toBe(states[at]);
    }
    expect([...history.past, history.present, ...history.future]).toEqual(states);
  });
  fc.assert(property, fixedRuns());
});

it('takes what changes nothing for no edit, and keeps what can be redone', () => {
  const history = undone(make([1, 2]));
  expect(edited(history, 1)).toBe(history);
  expect(undone(historyOf(1)).present).toBe(1);
  expect(redone(make([1, 2]))).toEqual(make([1, 2]));
});
