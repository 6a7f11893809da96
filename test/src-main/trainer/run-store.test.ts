import {
  appendFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runIdSchema } from '../../../src-core/protocol/run-id';
import { hold } from '../../../src-main/trainer/run-hold';
import { removeLeftoversOfRuns } from '../../../src-main/trainer/run-leftovers';
import { RunStore } from '../../../src-main/trainer/run-store';

const OLD = resolve('test/fixtures/runs/version-1');

let folder: string;
let store: RunStore;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kernelsmith-store-'));
  store = new RunStore(folder);
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const take = (id: string): string => {
  cpSync(OLD, join(folder, id), { recursive: true });
  return join(folder, id);
};

describe('the store of runs', () => {
  it('lists a run of version 1 with all that its files tell', async () => {
    take('old');
    const { runs, damaged } = await store.list();
    expect(damaged).toEqual([]);
    expect(runs).toEqual([
      {
        id: 'old',
        ...{ name: 'small #1', network: 'small', starred: false, tags: [], notes: '' },
        startedAt: expect.any(Number) as number,
        savedAt: expect.any(Number) as number,
        ...{
          state: 'finished',
          step: 18,
          totalSteps: 18,
          epochsDone: 3,
          epochs: 3,
          parameters: 382,
          seed: 7,
          learningRate: 0.005,
          lastLearningRate: 0.005,
          batchSize: 16,
        },
        seconds: null,
        best: expect.objectContaining({ epoch: 1, step: 6 }) as object,
        last: expect.objectContaining({
          epoch: 3,
          validation: { count: 40, loss: 2.363536614179611, accuracy: 0.125 },
        }) as object,
        ...{ testLooks: [], parent: null, series: null, seriesCount: null },
      },
    ]);
  });

  it('knows that a run is not over by its newest checkpoint', async () => {
    const old = take('old');
    rmSync(join(old, 'checkpoints/step-00000018.safetensors'));
    const { summary, losses, epochs } = await store.read('old');
    expect(summary).toMatchObject({ state: 'unfinished', step: 6, totalSteps: 18, epochsDone: 1 });
    expect([losses.length, epochs.length]).toEqual([6, 1]);
  });

  it('takes what its newest checkpoint does not tell from what was written down before it', async () => {
    const path = take('old');
    const history = join(path, 'history.ndjson');
    const steps = readFileSync(history, 'utf8').split('\n').slice(0, 6); // not yet the end of the first epoch
    writeFileSync(history, steps.map((line) => `${line}\n`).join(''));
    rmSync(join(path, 'checkpoints/step-00000018.safetensors'));
    expect((await store.summary('old')).totalSteps).toBeNull();
    const before = { state: 'unfinished', message: null, step: 5, totalSteps: 18, epochsDone: 0, seconds: 2 };
    const standing = { format: 'kernelsmith.standing', version: 1, ...before, best: null, last: null };
    writeFileSync(join(path, 'standing.json'), JSON.stringify(standing));
    expect(await store.summary('old')).toMatchObject({ step: 6, totalSteps: 18, seconds: 2 });
  });

  it('reads a run with every step and epoch', async () => {
    take('old');
    const { network, settings, kernels, losses, accuracies, epochs, changes } = await store.read('old');
    expect([network.name, settings.epochs, kernels]).toEqual(['small', 3, 'reference']);
    expect([losses.length, accuracies.length, changes]).toEqual([18, 18, []]);
    expect([losses[17], accuracies[17]]).toEqual([Math.fround(2.283043622970581), 0.0625]);
    expect(epochs.map(({ epoch, validation }) => [epoch, validation?.confusion.length])).toEqual([
      [1, 10],
      [2, 10],
      [3, 10],
    ]);
  });

  it('lists a run that was copied by hand, whatever its folder is called, and no file', async () => {
    const names = ['old', 'old (copy)', 'Kopie von „old“', 'Копия', 'old.2'];
    for (const name of names) take(name);
    for (const name of ['Thumbs.db', 'notes', '.DS_Store']) writeFileSync(join(folder, name), '');
    const { runs, damaged } = await store.list();
    expect(runs.map(({ id }) => id).sort()).toEqual([...names].sort());
    expect(damaged).toEqual([]);
    await store.edit('old (copy)', { name: 'Another' });
    await store.remove('old (copy)');
    expect(await store.restore('old (copy)')).toMatchObject({ name: 'Another' });
  });

  it('gives no id twice, also when the clock is put back', () => {
    const time = new Date(2026, 10, 26, 9, 30);
    const id = store.newId('a/b: ü…', time);
    expect(id).toBe('2026-11-26_09-30-00-000_a-b-');
    expect(store.newId('a/b: ü…', time)).toBe(`${id}-2`);
    mkdirSync(join(folder, '.deleted', `${id}-3`), { recursive: true });
    mkdirSync(join(folder, `${id}-4`));
    expect(store.newId('a/b: ü…', time)).toBe(`${id}-5`);
    for (const name of ['n'.repeat(80), '..', 'a.', '日本'])
      expect(runIdSchema.parse(store.newId(name))).not.toMatch(/[/\\]|\.$/);
  });

  it('keeps what the user says about a run', async () => {
    take('old');
    await store.edit('old', { name: 'Fewer filters', starred: true });
    const edited = await store.edit('old', { tags: ['small', 'first'], notes: 'Two\nlines.' });
    expect(edited).toMatchObject({
      name: 'Fewer filters',
      starred: true,
      tags: ['small', 'first'],
      notes: 'Two\nlines.',
    });
    expect(await new RunStore(folder).summary('old')).toEqual(edited);
  });

  it('gives back what was deleted, until the program starts anew', async () => {
    take('deleted');
    const before = await store.summary('deleted');
    await store.remove('deleted');
    const next = new RunStore(folder); // of another trainer
    await next.tidy();
    expect((await next.list()).runs).toEqual([]);
    expect(await next.restore('deleted')).toEqual(before);
    await next.remove('deleted');
    await new RunStore(folder).forgetDeleted();
    await expect(store.restore('deleted')).rejects.toThrow(/run\.json: cannot be read: .*ENOENT/);
  });

  it('changes no number and gives none away for a run that is deleted, until the program starts anew', async () => {
    for (const [year, id] of ['first', 'second', 'third'].entries()) {
      const time = new Date(2001 + year, 0);
      utimesSync(join(take(id), 'run.json'), time, time);
    }
    const nameOf = async (of: RunStore, id: string) => (await of.summary(id)).name;
    expect(await nameOf(store, 'second')).toBe('small #2');
    await store.remove('first');
    await store.remove('third');
    const next = new RunStore(folder); // of another trainer
    expect(await nameOf(next, 'second')).toBe('small #2');
    expect(await next.newNumber('fourth')).toBe(4);
    const anew = new RunStore(folder);
    void anew.forgetDeleted();
    expect(await nameOf(anew, 'second')).toBe('small #1');
  });

  it('at the start of the program writes down where cut off runs stand', async () => {
    const old = take('old');
    writeFileSync(join(old, 'writing'), '999999999\n');
    rmSync(join(old, 'checkpoints/step-00000018.safetensors'));
    const damaged = take('damaged');
    writeFileSync(join(damaged, 'run.json'), '{');
    await store.tidy();
    expect(readdirSync(old)).toEqual(['checkpoints', 'history.ndjson', 'run.json', 'standing.json']);
    rmSync(join(old, 'history.ndjson')); // need not be read any more
    expect(await store.summary('old')).toMatchObject({ state: 'unfinished', step: 6, epochsDone: 1 });
  });

  it('at the start of the program knows what is no run yet, so that it can be cleared away', async () => {
    mkdirSync(join(folder, 'begun', 'checkpoints'), { recursive: true });
    writeFileSync(join(folder, 'begun', 'history.ndjson'), '');
    writeFileSync(join(folder, 'begun', 'standing.json'), '');
    writeFileSync(join(folder, 'begun', 'writing'), '999999999\n');
    mkdirSync(join(folder, 'made')); // and no more than that
    const long = new Date(2001, 0);
    utimesSync(join(folder, 'made'), long, long);
    await store.tidy();
    expect(await store.list()).toEqual({ runs: [], damaged: [] });
    mkdirSync(join(folder, 'just-made'));
    await removeLeftoversOfRuns(folder);
    expect(readdirSync(folder)).toEqual(['just-made']);
    rmdirSync(join(folder, 'just-made'));
    expect(readdirSync(folder)).toEqual([]);
  });

  it('lets go no run that this program writes already', async () => {
    const old = take('old');
    hold(old);
    await store.tidy();
    expect(readFileSync(join(old, 'writing'), 'utf8')).toMatch(new RegExp(`^${process.pid}\\b`));
  });

  it('lets go no run that is opened meanwhile and written then, whenever that is', async () => {
    for (let turns = 0; turns < 20; turns++) {
      const old = take('old');
      writeFileSync(join(old, 'writing'), '999999999\n');
      const tidying = store.tidy();
      for (let turn = 0; turn < turns; turn++) await new Promise((done) => setImmediate(done));
      await store.open('old');
      hold(old);
      await tidying;
      expect(readFileSync(join(old, 'writing'), 'utf8')).toMatch(new RegExp(`^${process.pid}\\b`));
      rmSync(old, { recursive: true });
      store = new RunStore(folder);
    }
  });

  it('loses nothing that is written at the same time', async () => {
    take('old');
    const changes = [{ name: 'New' }, { starred: true }, { tags: ['a'] }, { notes: 'b' }];
    await Promise.all([
      ...changes.map((change) => store.edit('old', change)),
      store.join('old', { series: 'series', seriesCount: 5 }),
    ]);
    const all = { name: 'New', starred: true, tags: ['a'], notes: 'b', series: 'series', seriesCount: 5 };
    expect(await store.summary('old')).toMatchObject(all);
  });

  it('counts damaged notes as none, and keeps them beside the new ones', async () => {
    const old = take('old');
    writeFileSync(join(old, 'notes.json'), '{"name":"Mi');
    expect((await store.summary('old')).name).toBe('small #1');
    await store.edit('old', { name: 'Mine' });
    expect((await store.summary('old')).name).toBe('Mine');
    expect(readFileSync(join(old, 'damaged-notes.json'), 'utf8')).toBe('{"name":"Mi');
  });

  it('keeps each time that the test set was opened, whatever was torn before', async () => {
    const old = take('old');
    const look = { at: 1_700_000_000_000, step: 18, count: 10_000, loss: 2.3, accuracy: 0.1 };
    await store.addLook('old', look);
    appendFileSync(join(old, 'test-looks.ndjson'), '{"at":17');
    await store.addLook('old', { ...look, step: 12 });
    expect((await store.summary('old')).testLooks.map(({ step }) => step)).toEqual([18, 12]);
  });

  it('tells the newest first, and of each damaged run why it cannot be read', async () => {
    take('a');
    take('b');
    const text = '{"format":"kernelsmith.run","version":3}';
    for (const [id, run] of [
      ['newer', text],
      ['torn', text.slice(0, 20)],
    ]) {
      mkdirSync(join(folder, id));
      writeFileSync(join(folder, id, 'run.json'), run);
    }
    writeFileSync(join(folder, '.hidden'), '');
    const { runs, damaged } = await store.list();
    expect(runs.map(({ id }) => id).sort()).toEqual(['a', 'b']);
    expect(runs[0].startedAt).toBeGreaterThanOrEqual(runs[1].startedAt);
    expect(damaged.map(({ message }) => message.slice(folder.length)).sort()).toEqual([
      '/newer/run.json: is of version 3, expected at most 2: a newer Kernelsmith wrote this run.',
      '/torn/run.json: is not valid JSON.',
    ]);
    expect(await new RunStore(join(folder, 'none')).list()).toEqual({ runs: [], damaged: [] });
  });
});
