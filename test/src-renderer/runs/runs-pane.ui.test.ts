import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { tick } from 'svelte';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Params } from '../../../src-core/protocol/methods';
import type { RunSummary } from '../../../src-core/protocol/runs';
import RunsPane from '../../../src-renderer/runs/RunsPane.svelte';
import { RunsView } from '../../../src-renderer/runs/runs-view.svelte';
import { Panes } from '../../../src-renderer/state/panes.svelte';
import { plainLenet5 } from '../../support/plain-recipe';
import { openBench } from '../support/bench';
import { giveLayout } from '../support/layout';
import { epochOf, recordOf, runOf, seriesOf } from '../support/runs';
import { statusOf } from '../support/samples';

let bench: Awaited<ReturnType<typeof openBench>>;
let view: RunsView;
beforeEach(() => giveLayout(900, 560));
afterEach(() => bench.trainer.close());

/** A trainer that keeps these runs. */
async function show(runs: readonly RunSummary[], damaged: { id: string; message: string }[] = []): Promise<void> {
  bench = await openBench();
  let kept = [...runs];
  const aside: RunSummary[] = [];
  const find = (id: string): RunSummary => kept.find((run) => run.id === id)!;
  bench.trainer.answer('listRuns', () => ({ runs: kept, damaged }));
  bench.trainer.answer('readRun', (params) => recordOf(find((params as Params<'readRun'>).id)));
  bench.trainer.answer('editRun', (params) => {
    const { id, change } = params as Params<'editRun'>;
    kept = kept.map((run) => (run.id === id ? { ...run, ...change } : run));
    return find(id);
  });
  bench.trainer.answer('deleteRun', (params) => {
    const { id } = params as Params<'deleteRun'>;
    aside.push(find(id));
    kept = kept.filter((run) => run.id !== id);
    return {};
  });
  bench.trainer.answer('restoreRun', (params) => {
    const { id } = params as Params<'restoreRun'>;
    const run = aside.find((one) => one.id === id)!;
    kept = [run, ...kept];
    return run;
  });
  bench.trainer.emit({ kind: 'runs' });
  view = new RunsView(bench.workbench);
  render(RunsPane, { view, panes: new Panes(window), theme: 'dark' });
  await waitFor(() => expect(bench.workbench.runs.runs).toHaveLength(runs.length));
  await tick();
}

const RUNS = [
  runOf({ id: 'c', name: 'third', startedAt: 3, best: epochOf(0.97) }),
  runOf({ id: 'b', name: 'second', startedAt: 2, best: epochOf(0.99), tags: ['wide'] }),
  runOf({ id: 'a', name: 'first', startedAt: 1, best: epochOf(0.98), state: 'failed' }),
];

const rows = (): HTMLElement[] => screen.queryAllByTestId('run-row');
const keys = (): (string | undefined)[] => rows().map(({ dataset }) => dataset.key);
const table = (): HTMLElement => screen.getByTestId('runs-table');
const press = async (key: string, more: object = {}): Promise<void> => {
  await fireEvent.keyDown(table(), { key, ...more });
  await tick();
};
const current = (): string | undefined =>
  document.getElementById(table().getAttribute('aria-activedescendant') ?? '')?.dataset.key;

it('without a run says what will be here', async () => {
  await show([]);
  await waitFor(() => expect(screen.getByTestId('runs-empty').textContent).toContain('Press Train'));
});

it('folders that cannot be read are told of', async () => {
  await show(RUNS, [{ id: 'x', message: 'x: its run.json is not JSON.' }]);
  expect(screen.getByTitle('x: its run.json is not JSON.').textContent).toBe('1 folder cannot be read');
});

describe('the table', () => {
  it('has the newest run on top, and is sorted by any heading, which says so', async () => {
    await show(RUNS);
    expect(keys()).toEqual(['c', 'b', 'a']);
    await fireEvent.click(screen.getByTestId('sort-accuracy'));
    expect(keys()).toEqual(['b', 'a', 'c']);
    expect(screen.getByRole('columnheader', { name: /Val. accuracy/ }).getAttribute('aria-sort')).toBe('descending');
    await fireEvent.click(screen.getByTestId('sort-accuracy'));
    expect(keys()).toEqual(['c', 'a', 'b']);
  });

  it('is sorted at the next start as it was, and says how where its heading is out of sight', async () => {
    localStorage.clear();
    await show(RUNS);
    expect(screen.getByTestId('runs-count').textContent).toContain('3 runs, newest first');
    const first = new RunsView(bench.workbench, localStorage);
    first.table.sortBy('accuracy');
    first.table.sortBy('accuracy');
    const next = new RunsView(bench.workbench, localStorage);
    expect(next.table.sorting).toEqual({ by: 'accuracy', descending: false });
    expect(next.table.order).toBe('by val. accuracy ↑');
  });

  it('is filtered by words and state, and tells how many are left', async () => {
    await show(RUNS);
    await fireEvent.input(screen.getByTestId('runs-filter'), { target: { value: 'wide' } });
    expect(keys()).toEqual(['b']);
    expect(screen.getByTestId('runs-count').textContent.trim()).toBe('1 of 3 runs, newest first');
    await fireEvent.input(screen.getByTestId('runs-filter'), { target: { value: '' } });
    await fireEvent.change(screen.getByTestId('runs-state'), { target: { value: 'failed' } });
    expect(keys()).toEqual(['a']);
  });

  it('filtered to nothing says so, and shows all again', async () => {
    await show(RUNS);
    await fireEvent.input(screen.getByTestId('runs-filter'), { target: { value: 'nowhere' } });
    expect(screen.getByTestId('runs-none-found').textContent).toContain('No run fits');
    expect(screen.queryByTestId('runs-table')).toBeNull();
    await fireEvent.click(screen.getByTestId('show-all-runs'));
    expect(keys()).toEqual(['c', 'b', 'a']);
  });

  it('draws no more rows of 500 than are in sight, and tells how many there are', async () => {
    await show(Array.from({ length: 500 }, (_, i) => runOf({ id: `r${i}`, startedAt: i })));
    expect(rows().length).toBeLessThan(40);
    expect(table().getAttribute('aria-rowcount')).toBe('501');
    expect(rows()[0].getAttribute('aria-rowindex')).toBe('2');
  });

  it('shows the present run as it is now', async () => {
    await show([runOf({ id: 'a', state: 'unfinished', step: 100 })]);
    bench.workbench.session.receiveStatus(statusOf({ run: 1, id: 'a', phase: 'training', step: 1204 }));
    await tick();
    expect(rows()[0].textContent).toContain('training');
    expect(rows()[0].textContent).toContain('1,204');
  });
});

it('goes with the present run to the next one, unless another is looked at', async () => {
  await show(RUNS);
  const now = (id: string) =>
    bench.workbench.session.receiveStatus(statusOf({ run: 1, id, phase: 'training', step: 1 }));
  now('c');
  await tick();
  now('b');
  await tick();
  expect(current()).toBe('b');
  await press('End');
  now('c');
  await tick();
  expect(current()).toBe('a');
});

describe('keys', () => {
  it('walk the rows, and from the first one up into the headings, where they sort', async () => {
    await show(RUNS);
    await press('ArrowDown');
    expect(current()).toBe('b');
    await press('End');
    expect(current()).toBe('a');
    await press('Home');
    await press('ArrowUp');
    await press('ArrowLeft');
    await press('Enter');
    const sorted = screen
      .getAllByRole('columnheader')
      .filter((head) => head.getAttribute('aria-sort') !== 'none' && head.hasAttribute('aria-sort'));
    expect(sorted.map((head) => head.textContent.trim())).toEqual(['Steps']);
    await press('ArrowDown');
    expect(current()).toBe('c');
  });

  it('F2 renames in place; Escape leaves the name as it was', async () => {
    await show(RUNS);
    await press('F2');
    const input = screen.getByTestId<HTMLInputElement>('run-name-input');
    expect(document.activeElement).toBe(input);
    await fireEvent.input(input, { target: { value: 'a better one' } });
    await fireEvent.keyDown(input, { key: 'Enter' });
    await waitFor(() => expect(rows()[0].textContent).toContain('a better one'));
    expect(document.activeElement).toBe(table());
    await press('F2');
    await fireEvent.input(screen.getByTestId('run-name-input'), { target: { value: 'no' } });
    await fireEvent.keyDown(screen.getByTestId('run-name-input'), { key: 'Escape' });
    expect(bench.trainer.asked.filter((method) => method === 'editRun')).toHaveLength(1);
  });

  it('a double click on a name renames, and what was typed is kept when the row scrolls out of sight', async () => {
    await show(Array.from({ length: 60 }, (_, i) => runOf({ id: `r${i}`, name: `run ${i}`, startedAt: 60 - i })));
    await fireEvent.dblClick(within(rows()[0]).getByText('run 0'));
    const input = screen.getByTestId<HTMLInputElement>('run-name-input');
    await fireEvent.input(input, { target: { value: 'the best' } });
    const scroller = table().parentElement!;
    scroller.scrollTop = 50 * 28;
    await fireEvent.scroll(scroller);
    await waitFor(() => expect(screen.queryByTestId('run-name-input')).toBeNull());
    expect(view.deeds.renaming).toBeNull();
    expect(document.activeElement).toBe(table());
    await waitFor(() => expect(bench.workbench.runs.runs[0].name).toBe('the best'));
  });

  it('S stars, Shift+F10 opens the menu of the row', async () => {
    await show(RUNS);
    await press('s');
    await waitFor(() =>
      expect(within(rows()[0]).getByRole('button', { name: 'Star third' }).getAttribute('aria-pressed')).toBe('true'),
    );
    await press('F10', { shiftKey: true });
    expect(screen.getByRole('menu', { name: 'What can be done with third' })).toBeTruthy();
    expect(document.activeElement?.textContent).toContain('Open');
    await fireEvent.keyDown(window, { key: 'Escape' });
    expect(screen.queryByRole('menu')).toBeNull();
  });

  it('Delete puts aside, and Undo in the messages brings back', async () => {
    await show(RUNS);
    await press('ArrowDown');
    await press('Delete');
    await waitFor(() => expect(keys()).toEqual(['c', 'a']));
    expect(current()).toBe('a');
    const { current: message } = bench.workbench.messages;
    expect(message).toMatchObject({ text: 'Deleted second', offer: { label: 'Undo' } });
    message?.offer?.act();
    await waitFor(() => expect(keys()).toContain('b'));
  });

  it('Ctrl+Z brings back all that was deleted, the latest first, a series in one go', async () => {
    await show([...RUNS, ...seriesOf('wide', [0.98, 0.97, 0.96], { startedAt: 0 })]);
    await press('Delete');
    await waitFor(() => expect(keys()).toEqual(['b', 'a', 'series:wide']));
    await press('End');
    await press('Delete');
    await waitFor(() => expect(keys()).toEqual(['b', 'a']));
    await press('Home');
    await press('Delete');
    await waitFor(() => expect(screen.getByTestId('undo-delete').textContent).toContain('(3)'));
    expect(keys()).toEqual(['a']);
    await press('z', { ctrlKey: true });
    await waitFor(() => expect(keys()).toEqual(['b', 'a']));
    expect(bench.workbench.messages.current).toMatchObject({
      text: 'second is back',
      offer: { label: 'Bring back 3 runs too' },
    });
    await press('z', { ctrlKey: true });
    await waitFor(() => expect(keys()).toEqual(['b', 'a', 'series:wide']));
    await press('z', { ctrlKey: true });
    await waitFor(() => expect(keys()).toEqual(['c', 'b', 'a', 'series:wide']));
    expect(screen.queryByTestId('undo-delete')).toBeNull();
    expect(bench.workbench.messages.current?.offer).toBeUndefined();
  });

  it('Ctrl+Z in a text undoes what was typed there, and elsewhere never does', async () => {
    await show(RUNS);
    await press('Delete');
    await waitFor(() => expect(keys()).toEqual(['b', 'a']));
    const inText = await fireEvent.keyDown(screen.getByTestId('runs-filter'), { key: 'z', ctrlKey: true });
    expect(inText).toBe(true); // left to the browser
    expect(keys()).toEqual(['b', 'a']);
    for (let i = 0; i < 2; i++) {
      expect(await fireEvent.keyDown(table(), { key: 'z', ctrlKey: true })).toBe(false);
      await waitFor(() => expect(keys()).toEqual(['c', 'b', 'a']));
    }
    expect(bench.trainer.asked.filter((method) => method === 'restoreRun')).toHaveLength(1);
  });

  it('the last run that is deleted comes back where there is no table', async () => {
    await show(RUNS.slice(0, 1));
    await press('Delete');
    await fireEvent.click(await screen.findByTestId('undo-delete'));
    await waitFor(() => expect(keys()).toEqual(['c']));
  });
});

it('a press on a run that is not compared shows its details; one on a button in it does what that says', async () => {
  await show(RUNS);
  view.compared.below = 'comparison'; // of nothing yet
  await fireEvent.click(within(rows()[1]).getByRole('button', { name: 'Star second' }));
  expect(view.compared.below).toBe('comparison');
  await fireEvent.click(rows()[1]);
  expect(view.compared.below).toBe('details');
  expect(current()).toBe('b');
});

it('a press on a run that is compared leaves the comparison on show', async () => {
  await show(RUNS);
  const [third, second] = bench.workbench.runs.entries;
  view.compared.toggle(third);
  view.compared.lookAt(third);
  expect(view.compared.below).toBe('comparison');
  view.compared.lookAt(second);
  expect(view.compared.below).toBe('details');
});

it('from a run one goes to the run that it was forked from, also where that is hidden', async () => {
  const parent = { id: 'wide-1', step: 500 };
  await show([runOf({ id: 'child', name: 'child', startedAt: 9, parent }), ...seriesOf('wide', [0.98, 0.97])]);
  await fireEvent.input(screen.getByTestId('runs-filter'), { target: { value: 'child' } });
  expect(screen.getByTestId('run-details').textContent).toMatch(/from step 500 of\s+wide/);
  await fireEvent.click(screen.getByTestId('go-to-run'));
  await waitFor(() => expect(current()).toBe('wide-1'));
  expect(document.activeElement).toBe(table());
});

it('a series of which one is trained is not deleted in part, and that is said', async () => {
  const series = seriesOf('wide', [0.98, 0.97, 0.96]);
  await show(series);
  bench.trainer.emit({ kind: 'status', status: statusOf({ run: 2, id: series[2].id, phase: 'training', step: 5 }) });
  await waitFor(() => expect(bench.workbench.session.phase).toBe('training'));
  await press('Delete');
  expect(bench.trainer.asked).not.toContain('deleteRun');
  expect(bench.workbench.messages.current?.text).toContain('is being trained');
  expect(bench.workbench.runs.runs).toHaveLength(3);
});

it('the keys go on below a series that is deleted while its runs are shown', async () => {
  await show([
    runOf({ id: 'new', startedAt: 99 }),
    ...seriesOf('wide', [0.98, 0.97]),
    runOf({ id: 'old', startedAt: -1 }),
  ]);
  await press('ArrowDown');
  await press('ArrowRight');
  expect(keys()).toHaveLength(5);
  await press('Delete');
  await waitFor(() => expect(keys()).toEqual(['new', 'old']));
  expect(current()).toBe('old');
});

it('a run that cannot be read keeps nobody from the curves of the others, and is complained of once', async () => {
  await show(RUNS);
  const read = (): number => bench.trainer.asked.filter((method) => method === 'readRun').length;
  bench.trainer.answer('readRun', (params) => {
    const { id } = params as Params<'readRun'>;
    if (id === 'b') throw new Error('history.ndjson: line 3 is damaged.');
    return recordOf(RUNS.find((run) => run.id === id)!);
  });
  view.compared.places = ['b', 'a'];
  await waitFor(() => expect(bench.workbench.records.of('a')).not.toBeNull());
  expect(bench.workbench.messages.current?.text).toContain('line 3');
  expect(view.compared.difference(view.compared.entries[1])).toBe('A cannot be read, so there is nothing to tell');
  bench.workbench.messages.dismiss();
  const before = read();
  view.look();
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(read()).toBe(before);
  expect(bench.workbench.messages.current).toBeNull();
});

it('the present run is compared by what it began with, as it will be when it is kept', async () => {
  await show(RUNS);
  const { form, session, records } = bench.workbench;
  bench.trainer.emit({ kind: 'status', status: statusOf({ run: 1, id: 'c', phase: 'training', step: 5 }) });
  await waitFor(() => expect(session.phase).toBe('training'));
  form.change({ ...form.settings, clipNorm: 1 });
  await waitFor(() => expect(session.changes).toHaveLength(2));
  expect(records.of('c')?.recipe.settings.clipNorm).toBeNull();
});

it('a run whose settings were changed on its way is not told to be trained by the same', async () => {
  await show(RUNS);
  const settings = { ...plainLenet5.settings, clipNorm: 1 };
  bench.trainer.answer('readRun', (params) => {
    const record = recordOf(RUNS.find(({ id }) => id === (params as Params<'readRun'>).id)!);
    return record.summary.id === 'a' ? { ...record, changes: [{ step: 5, settings, dropout: {} }] } : record;
  });
  view.compared.places = ['b', 'a'];
  view.look();
  await waitFor(() => expect(view.compared.traces.map(({ courses }) => courses.length)).toEqual([1, 1]));
  expect(view.compared.difference(view.compared.entries[1])).toBe(
    'same network, same settings; B later clip norm 1 from step 5',
  );
});

it('nothing is forked while there is no trainer', async () => {
  await show(RUNS);
  bench.trainer.emit({ kind: 'status', status: statusOf({ id: 'c', phase: 'training', step: 5 }) });
  await waitFor(() => expect(screen.getByTestId('fork-here')).toHaveProperty('disabled', false));
  bench.bridge.endTrainer({ savedStep: 5, rest: 0 });
  await tick();
  expect(rows()[0].textContent).toContain('paused'); // nobody trains it
  expect(screen.getByTestId('fork-here')).toHaveProperty('disabled', true);
  expect(screen.getByTestId('fork-same')).toHaveProperty('disabled', true);
});

it('without a trainer no run is told to be training', async () => {
  await show(RUNS);
  bench.trainer.emit({ kind: 'status', status: statusOf({ id: 'c', phase: 'training', step: 5 }) });
  await waitFor(() => expect(rows()[0].textContent).toContain('training'));
  bench.bridge.endTrainer({ savedStep: 5, rest: 0 });
  await tick();
  expect(rows()[0].textContent).toContain('paused');
});

it('without a trainer runs are looked at; what else could be done says why it cannot', async () => {
  await show(RUNS);
  await fireEvent.input(screen.getByTestId('run-notes'), { target: { value: 'Half a thou' } });
  bench.bridge.endTrainer({ savedStep: null, rest: 0 });
  await tick();
  const star = within(rows()[0]).getByLabelText('Star third');
  const buttons = ['details-open', 'details-fork', 'details-repeat', 'details-delete'].map((id) =>
    screen.getByTestId(id),
  );
  for (const button of [...buttons, star]) {
    expect(button).toHaveProperty('disabled', true);
    expect(button.title).toBe('The trainer has ended: restart it first.');
  }
  expect(screen.getByTestId('run-tags')).toHaveProperty('readOnly', true);
  for (const key of ['Enter', 'F2', 's', 'Delete']) {
    bench.workbench.messages.dismiss();
    await press(key);
    expect(bench.workbench.messages.current?.text).toBe('The trainer has ended: restart it first.');
  }
  expect([view.deeds.renaming, keys()]).toEqual([null, ['c', 'b', 'a']]);
});

it('notes that are being typed while the trainer ends are kept by the next', async () => {
  await show(RUNS);
  const notes = screen.getByTestId('run-notes');
  await fireEvent.input(notes, { target: { value: 'Half a thou' } });
  bench.bridge.endTrainer({ savedStep: null, rest: 0 });
  await fireEvent.blur(notes);
  await tick();
  expect(notes).toHaveProperty('value', 'Half a thou');
  await bench.workbench.survival.loss.restart();
  await waitFor(() =>
    expect(bench.trainer.requests.find(({ method }) => method === 'editRun')?.params).toEqual({
      id: 'c',
      change: { notes: 'Half a thou' },
    }),
  );
  expect(bench.workbench.runs.runs[0]?.notes).toBe('Half a thou');
});

it('what cannot be forked is said before it is tried', async () => {
  await show(RUNS);
  const { form } = bench.workbench;
  bench.trainer.emit({ kind: 'status', status: statusOf({ id: 'c', phase: 'paused', step: 5 }) });
  await waitFor(() => expect(screen.getByTestId('fork-here')).toHaveProperty('disabled', false));
  form.change({ ...form.settings, epochs: 9 });
  await tick();
  expect(screen.getByTestId('fork-here')).toHaveProperty('disabled', false);
  form.change({ ...form.settings, batchSize: 8 });
  await tick();
  expect(screen.getByTestId('fork-here')).toHaveProperty('disabled', true);
  expect(screen.getByTestId('fork-same')).toHaveProperty('disabled', false);
  expect(screen.getByTestId('fork-bar').textContent).toContain(
    'Fork from here is not possible with another batch size.',
  );
});

it('a run is repeated by the details and by the menu alike, also while it is trained', async () => {
  await show([runOf({ id: 'c', startedAt: 3 }), runOf({ id: 'b', startedAt: 2, state: 'stopped' })]);
  const menuRefusal = () =>
    view.deeds.menuOf(view.cursor.current!).find(({ testid }) => testid === 'run-repeat')?.refusal;
  bench.trainer.emit({ kind: 'status', status: statusOf({ id: 'c', phase: 'training', step: 5 }) });
  await waitFor(() => expect(bench.workbench.session.phase).toBe('training'));
  expect(screen.getByTestId('details-repeat')).toHaveProperty('disabled', false);
  expect(menuRefusal()).toBeNull();
  await press('ArrowDown');
  expect(screen.getByTestId('details-repeat')).toHaveProperty('disabled', true);
  expect(screen.getByTestId('details-repeat').title).toBe('it was stopped: restart it first');
  expect(menuRefusal()).toBe('it was stopped: restart it first');
});

it('what is drawn of a comparison stays the same while the trainer tells of another run', async () => {
  await show(RUNS);
  view.compared.places = ['b', 'a'];
  view.look();
  await waitFor(() => expect(view.compared.traces.map(({ courses }) => courses.length)).toEqual([1, 1]));
  const { entries, traces } = view.compared;
  const { session } = bench.workbench;
  session.receiveStatus(statusOf({ run: 1, id: 'c', phase: 'training', step: 5 }));
  session.receiveStatus(statusOf({ run: 1, id: 'c', phase: 'training', step: 9 }));
  bench.trainer.emit({ kind: 'runs' });
  await tick();
  expect(view.table.rows[0].entry.runs[0].step).toBe(9);
  expect(view.compared.traces).toBe(traces);
  expect(view.compared.entries).toBe(entries);
});

it('of the present run nothing is drawn anew by a status that tells of no step', async () => {
  await show(RUNS);
  const { session } = bench.workbench;
  session.receiveStatus(statusOf({ run: 1, id: 'c', phase: 'training', step: 5 }));
  view.compared.places = ['c', 'a'];
  view.look();
  await waitFor(() => expect(view.compared.traces.map(({ courses }) => courses.length)).toEqual([1, 1]));
  const { traces } = view.compared;
  session.receiveStatus(statusOf({ run: 1, id: 'c', phase: 'training', step: 5, imagesPerSecond: 20_000 }));
  expect(view.compared.traces).toBe(traces);
  session.receive({
    ...{ kind: 'steps', run: 1, firstStep: 1 },
    ...{ losses: Float32Array.of(2.3), accuracies: Float32Array.of(0.1) },
  });
  expect(view.compared.traces).not.toBe(traces);
  expect(view.compared.traces[1]).toBe(traces[1]);
});

it('tags and notes are kept when their field is left', async () => {
  await show(RUNS);
  const tags = screen.getByTestId('run-tags');
  await fireEvent.input(tags, { target: { value: 'wide, good' } });
  await fireEvent.blur(tags);
  const notes = screen.getByTestId('run-notes');
  await fireEvent.input(notes, { target: { value: 'Too slow.' } });
  await fireEvent.blur(notes);
  await waitFor(() =>
    expect(bench.workbench.runs.runs[0]).toMatchObject({ tags: ['wide', 'good'], notes: 'Too slow.' }),
  );
});

it('notes that are being typed are kept when another run is shown', async () => {
  await show(RUNS);
  await fireEvent.input(screen.getByTestId('run-notes'), { target: { value: 'Half a thou' } });
  await press('ArrowDown');
  await waitFor(() => expect(bench.workbench.runs.runs[0].notes).toBe('Half a thou'));
  expect(screen.getByTestId<HTMLTextAreaElement>('run-notes').value).toBe('');
});

describe('a series', () => {
  const series = seriesOf('s', [0.97, 0.98, 0.99]);

  it('is one row with mean and range, whose runs are shown on demand', async () => {
    await show([...series, ...RUNS]);
    await fireEvent.click(screen.getByTestId('sort-started'));
    expect(keys()).toEqual(['series:s', 'a', 'b', 'c']);
    expect(rows()[0].textContent).toContain('98.00 %');
    expect(rows()[0].textContent).toContain('97.00–99.00');
    await press('ArrowRight');
    expect(keys().slice(0, 4)).toEqual(['series:s', 's-0', 's-1', 's-2']);
    await press('ArrowLeft');
    expect(keys()).toHaveLength(4);
  });

  it('is compared as one, with a verdict', async () => {
    await show([...series, ...seriesOf('t', [0.971, 0.981, 0.991])]);
    const [one, other] = bench.workbench.runs.entries;
    view.compared.places = [one.key, other.key];
    view.look();
    await waitFor(() => expect(view.compared.traces.map(({ courses }) => courses.length)).toEqual([3, 3]));
    expect(view.compared.difference(other)).toBe('same network, same settings');
    expect(view.compared.verdict(other)).toMatch(/^B t is better than A s by .* within the noise of the seeds/);
    expect(view.compared.verdict(one)).toBeNull();
  });
});

it('a run that was trained on is not told to be like one from first weights', async () => {
  await show([runOf({ id: 'on', startedAt: 2, parent: { id: 'a', step: 500 } }), runOf({ id: 'a', name: 'first' })]);
  const [on, first] = bench.workbench.runs.entries;
  view.compared.places = [first.key, on.key];
  view.look();
  await waitFor(() => expect(view.compared.difference(on)).not.toBeNull());
  expect(view.compared.difference(on)).toBe('same network, same settings; B began with the weights of first, step 500');
  view.compared.places = [on.key, first.key];
  expect(view.compared.difference(first)).toBe(
    'same network, same settings; A began with the weights of first, step 500',
  );
});

it('letter and place stay with a run while others come and go, and any of them can be what the others are held against', async () => {
  await show(RUNS);
  const [c, b, a] = bench.workbench.runs.entries;
  for (const entry of [c, b]) view.compared.toggle(entry);
  view.compared.toggle(c);
  expect(view.compared.letterOf(b)).toBe('B');
  expect(view.compared.traces.map(({ place }) => place)).toEqual([1]);
  view.compared.toggle(a);
  expect([a, b].map((entry) => view.compared.letterOf(entry))).toEqual(['A', 'B']);
  expect(view.compared.base).toBe(a);
  view.compared.below = 'details';
  view.compared.holdAgainst('b');
  expect(view.compared.base).toBe(b);
  await waitFor(() => expect(view.compared.difference(a)).toBe('same network, same settings'));
  view.compared.toggle(b);
  expect(view.compared.base).toBe(a);
  view.compared.toggle(a);
  expect(view.compared.places).toEqual([]);
});

it('more than eight are not compared', async () => {
  await show(Array.from({ length: 9 }, (_, i) => runOf({ id: `r${i}` })));
  const [last, ...eight] = [...bench.workbench.runs.entries].reverse();
  view.compared.places = eight.map(({ key }) => key);
  view.compared.toggle(last);
  expect(view.compared.entries).toHaveLength(8);
  expect(bench.workbench.messages.current?.text).toContain('No more than 8');
});
