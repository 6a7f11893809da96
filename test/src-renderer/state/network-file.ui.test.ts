import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { notebook002 } from '../../../src-core/architecture/presets/notebook-002';
import { tiny } from '../../../src-core/architecture/presets/tiny';
import type { DocumentState, Draft, KnownFile, OpenOutcome } from '../../../src-core/protocol/bridge';
import type { SaveAnswer } from '../../../src-renderer/state/save-question.svelte';
import { openBench } from '../support/bench';

let bench: Awaited<ReturnType<typeof openBench>>;
beforeEach(async () => {
  bench = await openBench();
});
afterEach(() => bench.trainer.close());

const MINE: KnownFile = { id: 'mine', name: 'mine.json' };
const opened = (network: object, file = MINE): OpenOutcome => ({ kind: 'opened', file, text: JSON.stringify(network) });
const lastDraft = (): Draft | null | undefined => bench.bridge.keepDraft.mock.calls.at(-1)?.[0];
const lastTold = (): DocumentState | undefined => bench.bridge.tellDocument.mock.calls.at(-1)?.[0];
const texts = (): unknown[] => bench.bridge.writeFileAs.mock.calls.map(([{ text }]) => JSON.parse(text) as unknown);

/** Answers the question that is asked now. */
async function answer(choice: SaveAnswer): Promise<void> {
  const { question } = bench.workbench.file;
  await vi.waitFor(() => expect(question.asked).not.toBeNull());
  question.answer(choice);
}

describe('changes', () => {
  it('are what differs from the preset, the file or the beginning, however it came about', async () => {
    const { file, editor } = bench.workbench;
    expect(file.dirty).toBe(false);
    file.rename('mine');
    expect([file.name, file.dirty]).toEqual(['mine', true]);
    editor.undo();
    expect(file.dirty).toBe(false);
    editor.edit({ kind: 'set', name: 'conv1', settings: { filters: 7 } });
    editor.edit({ kind: 'set', name: 'conv1', settings: { filters: 6 } });
    expect(file.dirty).toBe(false);
    file.rename('mine');
    await file.save();
    expect(file.dirty).toBe(false);
    editor.undo();
    expect(file.dirty).toBe(true);
  });

  it('are told to the window, each state once', () => {
    const { file } = bench.workbench;
    file.rename('m');
    file.rename('mine');
    bench.workbench.editor.edit({ kind: 'remove', names: ['relu1'] });
    expect(bench.bridge.tellDocument.mock.calls.map(([state]) => state)).toEqual([
      { name: 'm', dirty: true, fileId: null },
      { name: 'mine', dirty: true, fileId: null },
    ]);
  });

  it('of a name are one step of undo; what is no name changes nothing', () => {
    const { file, editor } = bench.workbench;
    for (const name of ['m', 'mi', 'min']) expect(file.rename(name)).toBe(true);
    expect(file.rename(' ')).toBe(false);
    expect(file.rename('x'.repeat(81))).toBe(false);
    expect(file.name).toBe('min');
    file.endRename();
    file.rename('mine');
    editor.undo();
    expect(file.name).toBe('min');
    editor.undo();
    expect(file.name).toBe('lenet-5');
  });
});

describe('saving', () => {
  it('asks for a place the first time, and writes there from then on', async () => {
    const { file, messages } = bench.workbench;
    file.rename('my: net');
    expect(await file.save()).toBe('done');
    expect(bench.bridge.writeFileAs.mock.calls[0]?.[0].suggestedName).toBe('my- net.json');
    expect(texts()).toEqual([bench.workbench.editor.network]);
    expect(messages.current?.text).toBe('Saved my- net.json');
    file.rename('better');
    expect(await file.save()).toBe('done');
    expect(bench.bridge.writeFile).toHaveBeenCalledTimes(1);
    expect(bench.bridge.writeFile.mock.calls[0]?.[0].id).toBe('new');
    expect(await file.saveAs()).toBe('done');
    expect(bench.bridge.writeFileAs.mock.calls[1]?.[0].suggestedName).toBe('new.json');
  });

  it('leaves what was edited meanwhile unsaved', async () => {
    const { file } = bench.workbench;
    file.rename('mine');
    const saving = file.save();
    file.rename('mine, edited');
    await saving;
    expect(file.dirty).toBe(true);
  });

  it('that ends when another network is on the table says nothing of where that one is kept', async () => {
    const { file } = bench.workbench;
    file.rename('mine');
    let written: () => void = () => undefined;
    bench.bridge.writeFileAs.mockImplementationOnce(
      () => new Promise((resolve) => (written = () => resolve({ kind: 'saved', file: MINE }))),
    );
    const saving = file.save();
    const choosing = file.choosePreset('tiny');
    await answer('drop');
    await choosing;
    written();
    expect(await saving).toBe('done');
    expect([file.file, file.dirty, file.name]).toEqual([null, false, tiny.network.name]);
  });

  it('that fails or is cancelled leaves the changes unsaved', async () => {
    const { file, messages } = bench.workbench;
    file.rename('mine');
    bench.bridge.writeFileAs.mockResolvedValueOnce({ kind: 'cancelled' });
    expect(await file.save()).toBe('cancelled');
    bench.bridge.writeFileAs.mockResolvedValueOnce({ kind: 'failed', message: 'mine.json was not saved: no room.' });
    expect(await file.save()).toBe('failed');
    expect(messages.current).toEqual({ kind: 'error', text: 'mine.json was not saved: no room.' });
    expect([file.dirty, file.file]).toEqual([true, null]);
  });
});

describe('opening', () => {
  it('puts the network on the table and leaves the settings as they are', async () => {
    const { file, form, editor } = bench.workbench;
    form.type('epochs', '5');
    bench.bridge.openFile.mockResolvedValue(opened(tiny.network));
    expect(await file.open()).toBe('done');
    expect(editor.network).toEqual(tiny.network);
    expect(editor.canUndo).toBe(false);
    expect([file.file, file.dirty, form.settings.epochs]).toEqual([MINE, false, 5]);
    expect(lastTold()).toEqual({ name: 'tiny', dirty: false, fileId: 'mine' });
  });

  it('takes a network that has a fault, and one that does not fit the data', async () => {
    const { file, form } = bench.workbench;
    bench.bridge.readFile.mockResolvedValue(opened({ ...tiny.network, layers: [] }));
    expect(await file.openKnown(MINE)).toBe('done');
    expect(form.networkError).toBe('There are no layers yet.');
    bench.bridge.readFile.mockResolvedValue(opened(notebook002.network));
    await file.openKnown(MINE);
    expect(form.dataError).toMatch(/reads vectors of 2 values, but MNIST has images/);
  });

  it('of a wrong file changes nothing and asks nothing, and says in one sentence why', async () => {
    const { file, messages, editor } = bench.workbench;
    file.rename('precious');
    const before = editor.network;
    bench.bridge.openFile.mockResolvedValueOnce({ ...opened({}), text: '{' } as OpenOutcome);
    expect(await file.open()).toBe('failed');
    expect(messages.current?.text).toMatch(/^mine\.json was not opened: line 1: /);
    bench.bridge.openFile.mockResolvedValueOnce(opened({ ...tiny.network, name: '' }));
    await file.open();
    expect(messages.current?.text).toMatch(/^mine\.json was not opened: line \d+: name: /);
    bench.bridge.openFile.mockResolvedValueOnce({ kind: 'failed', message: 'mine.json was not opened: gone.' });
    await file.open();
    expect(messages.current?.text).toBe('mine.json was not opened: gone.');
    expect(editor.network).toBe(before);
    expect([file.question.asked, file.file]).toEqual([null, null]);
  });
});

describe('before changes would be lost', () => {
  it('asks, and Cancel keeps them', async () => {
    const { file, editor, form } = bench.workbench;
    file.rename('precious');
    const before = editor.network;
    bench.bridge.openFile.mockResolvedValue(opened(tiny.network));
    for (const [way, purpose] of [
      [() => file.open(), 'opening mine.json'],
      [() => file.choosePreset('tiny'), 'choosing tiny'],
      [() => file.newEmpty(), 'beginning my network'],
    ] as const) {
      const outcome = way();
      await vi.waitFor(() => expect(file.question.asked).toEqual({ subject: 'precious', purpose }));
      await answer('cancel');
      expect(await outcome).toBe('cancelled');
    }
    expect(editor.network).toBe(before);
    expect(form.preset.id).toBe('lenet-5');
  });

  it('Don’t save lets them go', async () => {
    const { file, form } = bench.workbench;
    file.rename('worthless');
    const chosen = file.choosePreset('tiny');
    await answer('drop');
    await chosen;
    expect([file.name, file.dirty, form.preset.id]).toEqual(['tiny', false, 'tiny']);
    expect(bench.bridge.writeFileAs).not.toHaveBeenCalled();
  });

  it('Save saves them first, and keeps them where that did not come about', async () => {
    const { file } = bench.workbench;
    file.rename('precious');
    bench.bridge.writeFileAs.mockResolvedValueOnce({ kind: 'cancelled' });
    const first = file.choosePreset('tiny');
    await answer('save');
    expect(await first).toBe('cancelled');
    expect(file.name).toBe('precious');
    const second = file.choosePreset('tiny');
    await answer('save');
    await second;
    expect(file.name).toBe('tiny');
    expect(texts().at(-1)).toMatchObject({ name: 'precious' });
  });

  it('a second question takes the place of the first, which means Cancel', async () => {
    const { file } = bench.workbench;
    file.rename('precious');
    const first = file.choosePreset('tiny');
    const second = file.newEmpty();
    expect(await first).toBe('cancelled');
    await answer('drop');
    await second;
    expect(file.name).toBe('my network');
  });

  it('without changes asks nothing', async () => {
    const { file } = bench.workbench;
    await file.new(tiny.network, tiny.settings);
    expect([file.name, file.question.asked]).toEqual(['tiny', null]);
    expect(bench.workbench.form.settings).toEqual(tiny.settings);
  });
});

describe('the draft', () => {
  it('follows the edits, and is given up when there is nothing unsaved', async () => {
    const { file, editor } = bench.workbench;
    file.rename('mine');
    await vi.waitFor(() => expect(lastDraft()).toBeTruthy());
    expect(JSON.parse(lastDraft()?.text ?? '')).toEqual(editor.network);
    await file.save();
    expect(lastDraft()).toBeNull();
    file.rename('mine, edited');
    await vi.waitFor(() => expect(lastDraft()?.fileId).toBe('new'));
  });

  it('brings network, file and recipe back', async () => {
    const { file, form } = bench.workbench;
    form.choosePreset('notebook-002');
    form.type('epochs', '77');
    await file.new({ ...notebook002.network, name: 'mine' });
    file.rename('mine, unsaved');
    await vi.waitFor(() => expect(lastDraft()?.recipe).toContain('77'));
    const { text, recipe } = lastDraft()!;

    const next = await openBench();
    next.bridge.findDraft.mockResolvedValue({ kind: 'draft', text, recipe, file: MINE });
    await next.workbench.file.recover();
    next.workbench.file.welcome();
    const { file: back, form: recipeForm, messages } = next.workbench;
    expect([back.name, back.dirty, back.file]).toEqual(['mine, unsaved', true, MINE]);
    expect([recipeForm.preset.id, recipeForm.settings.epochs]).toEqual(['notebook-002', 77]);
    expect(messages.current).toEqual({ kind: 'info', text: 'Your unsaved network is back.' });
    next.trainer.close();
  });

  it('with a recipe that cannot be understood brings the network back', async () => {
    const { file, form } = bench.workbench;
    const text = JSON.stringify({ ...tiny.network, name: 'mine' });
    bench.bridge.findDraft.mockResolvedValue({ kind: 'draft', text, recipe: '{"preset":"gone"}', file: null });
    await file.recover();
    expect([file.name, file.dirty, form.preset.id]).toEqual(['mine', true, 'lenet-5']);
  });

  it('that was damaged is told of, and the start goes on', async () => {
    const { file, messages } = bench.workbench;
    bench.bridge.findDraft.mockResolvedValue({ kind: 'damaged', message: 'It was put aside.' });
    await file.recover();
    file.welcome();
    expect(messages.current).toEqual({ kind: 'error', text: 'It was put aside.' });
    expect([file.name, file.dirty]).toEqual(['lenet-5', false]);
  });
});

describe('the menu', () => {
  it('opens, saves, begins and reads what was dropped', async () => {
    const { file } = bench.workbench;
    const { bridge } = bench;
    file.welcome();
    bridge.command({ kind: 'open' });
    expect(bridge.openFile).toHaveBeenCalledOnce();
    bridge.command({ kind: 'read', file: MINE });
    expect(bridge.readFile).toHaveBeenCalledWith('mine');
    bridge.command({ kind: 'save' });
    bridge.command({ kind: 'saveAs' });
    await vi.waitFor(() => expect(bridge.writeFileAs).toHaveBeenCalledTimes(2));
    bridge.command({ kind: 'new' });
    expect(file.starting).toBe(true);
  });

  it('closes the window only when everything is saved', async () => {
    const { file } = bench.workbench;
    const { bridge } = bench;
    file.welcome();
    file.rename('mine');
    bridge.writeFileAs.mockResolvedValueOnce({ kind: 'cancelled' });
    bridge.command({ kind: 'saveAndClose' });
    await vi.waitFor(() => expect(bridge.writeFileAs).toHaveBeenCalledOnce());
    bridge.command({ kind: 'saveAndClose' });
    await vi.waitFor(() => expect(bridge.closeWindow).toHaveBeenCalledOnce());
    expect(lastDraft()).toBeNull();
  });
});
