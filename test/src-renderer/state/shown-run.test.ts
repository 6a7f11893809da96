import { expect, it } from 'vitest';
import { shownRuns, stateWord, writtenRun } from '../../../src-renderer/state/shown-run';
import { runOf } from '../support/runs';
import { statusOf } from '../support/samples';

it('the present run is shown as it is now, the others as they were written down', () => {
  const kept = [
    runOf({ id: 'a', state: 'unfinished', step: 100, epochsDone: 0 }),
    runOf({ id: 'b', state: 'unfinished' }),
  ].map(writtenRun);
  const [a, b] = shownRuns(kept, statusOf({ id: 'a', phase: 'training', step: 900 }));
  expect(a).toMatchObject({ phase: 'training', step: 900, epochsDone: 1 });
  expect([a, b].map(stateWord)).toEqual(['training', 'unfinished']);
  expect(b).toBe(kept[1]);
});

it('before its first step a run that was opened is called what it was', () => {
  const [run] = shownRuns([writtenRun(runOf({ id: 'a', state: 'stopped' }))], statusOf({ id: 'a', phase: 'ready' }));
  expect(stateWord(run)).toBe('stopped');
});
