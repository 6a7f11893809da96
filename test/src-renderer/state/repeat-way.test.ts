import { describe, expect, it } from 'vitest';
import { repeatWay, seedsMissing } from '../../../src-renderer/state/repeat-way';
import { seriesOf, shownRunOf } from '../support/runs';

it('a run is repeated with five seeds, unless that is refused', () => {
  const run = shownRunOf();
  expect(repeatWay(run, [run], false)).toMatchObject({ label: 'Repeat with 5 seeds', run, count: 5, refusal: null });
  expect(repeatWay(run, [run], true).refusal).toContain('its settings were changed');
});

describe('a series', () => {
  const [first, second] = seriesOf('s', [0.98, 0.97], { seriesCount: 4 });

  it('is completed: the seeds that have no run', () => {
    const runs = [first, second, shownRunOf({ id: 'other', seed: 9 })];
    expect(repeatWay(second, runs, false)).toMatchObject({
      label: 'Complete the series',
      detail: 'trains what is left of 4 seeds: 2 runs',
      run: second,
      count: 4,
      refusal: null,
    });
    expect(seedsMissing(first, runs)).toBe(2);
    expect(seedsMissing(runs[2], runs)).toBe(0);
  });

  it('goes on with the run that is unfinished, and before that with the present one', () => {
    const cutOff = { ...second, state: 'unfinished' } as const;
    expect(repeatWay(first, [first, cutOff], false)).toMatchObject({ run: cutOff, refusal: null });
    const present = { ...first, phase: 'finished' } as const;
    expect(repeatWay(present, [present, cutOff], false).run).toBe(present);
  });

  it('is refused where all of it is trained, or is being trained', () => {
    const all = seriesOf('s', [0.98, 0.97]);
    const words = 'all 2 are trained: restart one to make another series';
    expect(repeatWay(all[0], all, false).refusal).toBe(words);
    const training = { ...second, phase: 'training' } as const;
    expect(repeatWay(first, [first, training], false).refusal).toBe('it is being trained');
  });

  it('that does not tell its length is one of five', () => {
    const old = seriesOf('s', [0.98, 0.97], { seriesCount: null });
    expect(repeatWay(old[0], old, false)).toMatchObject({ count: 5, refusal: null });
  });
});
