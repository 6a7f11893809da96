import { describe, expect, it } from 'vitest';
import { sidesDifference, sidesVerdict, type Side } from '../../../src-renderer/runs/compared-words';
import { courseOf } from '../../../src-renderer/state/run-course';
import { entriesOf, runEntry } from '../../../src-renderer/state/run-entries';
import { epochOf, recordOf, seriesOf, shownRunOf } from '../support/runs';

const sideOf = (letter: string, changes: Parameters<typeof shownRunOf>[0] = {}): Side => {
  const run = shownRunOf({ id: letter, name: letter.toLowerCase(), ...changes });
  return { entry: runEntry(run), letter, course: courseOf(recordOf(run)) };
};
const seriesSide = (letter: string, accuracies: readonly number[]): Side => {
  const [entry] = entriesOf(seriesOf(letter.toLowerCase(), accuracies));
  return { entry, letter, course: courseOf(recordOf(entry.runs[0])) };
};

describe('the difference', () => {
  it('is that of the recipes', () => {
    expect(sidesDifference(sideOf('A'), sideOf('B'), [])).toBe('same network, same settings');
    expect(sidesDifference(sideOf('A'), sideOf('B', { seed: 9 }), [])).toBe('same settings, other seed (7 → 9)');
  });

  it('to a series is not the seed', () => {
    expect(sidesDifference(sideOf('A', { seed: 3 }), seriesSide('S', [0.9, 0.91]), [])).toBe(
      'same network, same settings',
    );
  });

  it('is told only when both courses are known, and names the one that cannot be read', () => {
    const [a, b] = [sideOf('A'), sideOf('B')];
    expect(sidesDifference(a, { ...b, course: null }, [])).toBeNull();
    expect(sidesDifference({ ...a, course: null }, b, [])).toBeNull();
    expect(sidesDifference({ ...a, course: null }, { ...b, course: 'unreadable' }, [])).toBe(
      'B cannot be read, so there is nothing to tell',
    );
  });

  it('is also what the first weights were', () => {
    const parent = shownRunOf({ id: 'p', name: 'the parent' });
    const on = sideOf('B', { parent: { id: 'p', step: 500 } });
    expect(sidesDifference(sideOf('A'), on, [parent])).toBe(
      'same network, same settings; B began with the weights of the parent, step 500',
    );
  });
});

describe('the verdict', () => {
  it('is given where a series is one of the two', () => {
    expect(sidesVerdict(sideOf('A'), sideOf('B'))).toBeNull();
    expect(sidesVerdict(seriesSide('S', [0.9, 0.91, 0.92]), seriesSide('T', [0.95, 0.96, 0.97]))).toMatch(
      /^T t is better than S s/,
    );
    expect(sidesVerdict(seriesSide('S', [0.9, 0.91, 0.92]), sideOf('B', { best: epochOf(0.5) }))).toContain(
      'cannot be told from 1 run of B b',
    );
  });
});
