import { fireEvent, render, screen, within } from '@testing-library/svelte';
import { tick } from 'svelte';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import NetworkPane from '../../../src-renderer/editor/NetworkPane.svelte';
import { carryOut } from '../../../src-renderer/editor/commands.svelte';
import { idOf, wiresOf } from '../../../src-renderer/editor/wires';
import { CanvasView } from '../../../src-renderer/editor/canvas-view.svelte';
import { pieces } from '../../../src-renderer/editor/pieces';
import { Panes } from '../../../src-renderer/state/panes.svelte';
import { openBench } from '../support/bench';
import { giveLayout } from '../support/layout';
import { statusOf } from '../support/samples';

// jsdom has none, and svelte asks it for the density of the screen as soon as it is imported.
vi.hoisted(() => Object.assign(window, { matchMedia: () => new EventTarget() }));

let bench: Awaited<ReturnType<typeof openBench>>;
beforeEach(async () => {
  // CSS of the real window; here only that there are colours.
  for (const token of ['paper', 'pen', 'glyph', 'negative', 'zero', 'positive']) {
    document.documentElement.style.setProperty(`--${token}`, '#123456');
  }
  giveLayout(720, 640);
  bench = await openBench();
});
afterEach(() => {
  bench.trainer.close();
  vi.restoreAllMocks();
});

const show = () => {
  const view = new CanvasView(bench.workbench, () => 'dark');
  return render(NetworkPane, { view, panes: new Panes(window) });
};
const card = (name: string) => within(screen.getByTestId(`layer-${name}`));
const button = (name: string) => screen.getByTestId(`layer-${name}`).querySelector<HTMLElement>('[data-row]')!;
const select = (...names: string[]) => bench.workbench.editor.select(names);
const names = () => bench.workbench.editor.network.layers.map(({ name }) => name);
const words = (id: string) => screen.getByTestId(id).textContent.replaceAll('\u00a0', ' ').trim();

it('reads from the input to the answer, each layer with shape and parameters', () => {
  show();
  const cards = [...document.querySelectorAll<HTMLElement>('[data-testid^="layer-"]')].map(
    ({ dataset }) => dataset.testid,
  );
  expect(cards.slice(0, 3)).toEqual(['layer-input', 'layer-conv1', 'layer-relu1']);
  expect(cards.slice(-2)).toEqual(['layer-fc3', 'layer-answer']);
  expect(card('conv2').getByText('16 × 10 × 10')).toBeTruthy();
  expect(card('conv2').getByText('2,416')).toBeTruthy();
  expect(card('conv2').getByText('Conv2D')).toBeTruthy();
  expect(card('conv2').getByText('16 filters 5×5')).toBeTruthy();
  expect(words('network-size')).toBe('12 layers, 61,706 parameters');
  expect(words('network-costs')).toContain('416,520 multiply-adds');
});

it('a double click on the name of a layer goes into its name', async () => {
  show();
  await fireEvent.dblClick(button('conv2'));
  await vi.waitFor(() => expect(document.activeElement).toBe(screen.getByTestId('layer-name')));
  expect(screen.getByTestId<HTMLInputElement>('layer-name').value).toBe('conv2');
});

it('says when curves and results are of the network before', async () => {
  bench.workbench.session.receiveStatus(statusOf({ phase: 'paused', step: 3 }));
  show();
  expect(screen.queryByTestId('outdated')).toBeNull();
  bench.workbench.editor.edit({ kind: 'set', name: 'conv2', settings: { filters: 17 } });
  await vi.waitFor(() => expect(screen.getByTestId('outdated')).toBeTruthy());
  expect(card('conv2').getByText('new weights')).toBeTruthy();
  expect(card('fc1').getByText('new weights')).toBeTruthy();
  expect(card('conv1').queryByText('new weights')).toBeNull();
});

it('shows on every card what its layer makes of the pinned image, and says which image that is', async () => {
  show();
  expect(screen.queryByTestId('maps-conv1')?.dataset.step).toBeUndefined();
  await vi.waitFor(() => expect(screen.getByTestId('maps-conv1').dataset.step).toBe('0'));
  expect(screen.getByTestId('maps-pool2').getAttribute('aria-label')).toBe(
    'pool2: 16 maps of 5 × 5, untrained weights',
  );
  expect(words('pin-label')).toBe('validation image 1 of 5,000');
  expect(words('pin-reading')).toMatch(/^true 0\s*untrained, guesses 0, 10 %$/);
  await fireEvent.click(screen.getByTestId('pin-previous'));
  await vi.waitFor(() => expect(words('pin-label')).toBe('validation image 5,000 of 5,000'));
  expect(words('pin-reading')).toMatch(/^true 9/);
});

it('without validation images shows a training image, and a drawing as soon as there is one', async () => {
  bench.workbench.session.receiveStatus(statusOf({ splits: { train: 60000, validation: 0, test: 10000 } }));
  show();
  expect(words('pin-label')).toBe('training image 1 of 60,000');
  const questions = () => bench.trainer.requests.filter(({ method }) => method === 'featureMaps');
  await vi.waitFor(() => expect(questions()[0]?.params).toMatchObject({ image: { kind: 'training', index: 0 } }));
  bench.workbench.drawing.draw([[[10, 10], [20, 40]]]); // prettier-ignore
  await vi.waitFor(() => expect(words('pin-label')).toBe('your drawing'));
  // The answer with the maps is the answer to the drawing: nobody asks twice.
  await vi.waitFor(() => expect(bench.workbench.drawing.prediction?.probabilities).toHaveLength(10));
  expect(bench.trainer.asked.filter((method) => method === 'predict')).toEqual([]);
});

it('a selected layer shows its settings and filters, one at a time, until Escape', async () => {
  show();
  select('conv2');
  await vi.waitFor(() => expect(screen.getByTestId('filters-conv2').dataset.step).toBe('0'));
  expect(button('conv2').getAttribute('aria-pressed')).toBe('true');
  expect(words('layer-costs')).toContain('sees 14 × 14 pixels');
  expect(screen.getByTestId('receptive-field').style.width).toBe('50%');
  select('conv1'); // 5 of 28 pixels, those from the twelfth on
  await vi.waitFor(() => expect(parseFloat(screen.getByTestId('receptive-field').style.left)).toBeCloseTo(1100 / 28));
  select('conv2');
  select('relu2');
  await vi.waitFor(() => expect(screen.queryByTestId('filters-conv2')).toBeNull());
  expect(within(screen.getByTestId('details')).getByText(/no weights to learn/)).toBeTruthy();
  await fireEvent.keyDown(button('relu2'), { key: 'Escape' });
  expect(screen.queryByTestId('details')).toBeNull();
  expect(document.activeElement).toBe(button('relu2'));
});

it('the details show every map, and read its values to the pointer and to the arrow keys', async () => {
  show();
  select('conv1');
  await vi.waitFor(() => expect(screen.getByTestId('output-conv1').dataset.step).toBe('0'));
  const reading = () => words('reading-output-conv1');
  expect(reading()).toMatch(/^6 maps of 28 × 28/);
  const picture = screen.getByRole('application', { name: /^Output: 6 maps/ });
  picture.focus();
  await vi.waitFor(() => expect(reading()).toBe('0.500 map 1, row 1, column 1'));
  await fireEvent.keyDown(picture, { key: 'ArrowRight' });
  await fireEvent.keyDown(picture, { key: 'ArrowDown' });
  expect(reading()).toBe('0.500 map 1, row 2, column 2');
});

it('the cards are one stop of the Tab key, with arrows between them', async () => {
  show();
  const stops = () => [...document.querySelectorAll('[data-row]')];
  const tabbable = () => stops().filter((stop) => stop.getAttribute('tabindex') === '0');
  expect(tabbable()).toEqual([button('conv1')]);
  button('conv1').focus();
  await fireEvent.keyDown(button('conv1'), { key: 'ArrowDown' });
  expect(document.activeElement).toBe(button('relu1'));
  await vi.waitFor(() => expect(tabbable()).toEqual([button('relu1')]));
  await fireEvent.keyDown(button('relu1'), { key: 'End' });
  expect(document.activeElement).toBe(button('fc3'));
});

it('is edited by keys: remove, undo, redo, reorder, duplicate, copy and paste', async () => {
  show();
  const press = (name: string, key: string, modifiers = {}) => fireEvent.keyDown(button(name), { key, ...modifiers });
  await press('relu1', 'Delete');
  expect(names()).not.toContain('relu1');
  await press('conv1', 'z', { ctrlKey: true });
  expect(names()).toContain('relu1');
  await press('conv1', 'z', { ctrlKey: true, shiftKey: true });
  expect(names()).not.toContain('relu1');
  await press('conv1', 'z', { ctrlKey: true });
  await press('relu1', 'ArrowDown', { altKey: true });
  expect(names().slice(0, 3)).toEqual(['conv1', 'pool1', 'relu1']);
  await press('conv1', 'd', { ctrlKey: true });
  expect(names().slice(0, 2)).toEqual(['conv1', 'conv3']);
  expect(bench.workbench.editor.selection).toEqual(['conv3']);
  select('relu1');
  await press('relu1', 'c', { ctrlKey: true });
  select('conv3');
  await press('relu1', 'v', { ctrlKey: true });
  expect(names().slice(0, 3)).toEqual(['conv1', 'conv3', 'relu5']);
  // What is selected is meant, wherever the focus is.
  await press('relu1', 'Delete');
  expect(names()).not.toContain('relu5');
  expect(names()).toContain('relu1');
});

it('finds a layer by a word and puts it behind what is selected, by keys alone', async () => {
  show();
  button('conv1').focus();
  await fireEvent.keyDown(button('conv1'), { key: '/' });
  const field = screen.getByTestId('layer-query');
  expect(document.activeElement).toBe(field);
  await fireEvent.input(field, { target: { value: 'bn' } });
  const search = within(screen.getByTestId('layer-search'));
  expect(search.getByRole('option', { selected: true }).textContent).toContain('BatchNormalization');
  await fireEvent.keyDown(field, { key: 'Enter' });
  expect(names().slice(0, 3)).toEqual(['conv1', 'bn1', 'relu1']);
  expect(screen.queryByTestId('layer-search')).toBeNull();
});

it('a plus puts a layer on its wire', async () => {
  show();
  await fireEvent.click(screen.getByTestId('plus-fc3-answer'));
  await fireEvent.input(screen.getByTestId('layer-query'), { target: { value: 'softmax' } });
  await fireEvent.click(screen.getByTestId('piece-softmax'));
  expect(names().at(-1)).toBe('softmax');
});

it('a layer that cannot work says why in one sentence', async () => {
  show();
  bench.workbench.editor.edit({ kind: 'remove', names: ['flatten'] });
  await vi.waitFor(() => expect(card('fc1').getByText(/Needs a vector/)).toBeTruthy());
  expect(button('fc1').getAttribute('aria-label')).toMatch(/cannot work/);
  expect(card('relu3').getByText('waits for what it reads')).toBeTruthy();
  expect(words('network-size')).toBe('11 layers, 2,572 parameters so far');
});

it('goes to what has to be mended once when it is called, and leaves the focus alone afterwards', async () => {
  show();
  bench.workbench.editor.edit({ kind: 'remove', names: ['flatten'] });
  await vi.waitFor(() => expect(card('fc1').getByText(/Needs a vector/)).toBeTruthy());
  bench.workbench.form.call('network');
  await vi.waitFor(() => expect(document.activeElement).toBe(button('fc1')));
  button('conv1').focus();
  bench.workbench.editor.edit({ kind: 'set', name: 'conv1', settings: { filters: 7 } });
  await tick();
  expect(document.activeElement).toBe(button('conv1'));
  bench.workbench.form.call('network');
  await vi.waitFor(() => expect(document.activeElement).toBe(button('fc1')));
});

it('leaves the keys of the code to the code', async () => {
  show();
  select('conv1');
  await fireEvent.click(screen.getByTestId('as-text'));
  await fireEvent.click(screen.getByRole('radio', { name: 'PyTorch' }));
  const code = screen.getByRole('region', { name: 'PyTorch code' });
  expect(await fireEvent.keyDown(code, { key: 'c', ctrlKey: true })).toBe(true);
  expect(await fireEvent.keyDown(code, { key: 'a', ctrlKey: true })).toBe(true);
  await fireEvent.keyDown(code, { key: 'Delete' });
  expect(names()).toContain('conv1');
  expect(bench.workbench.editor.selection).toEqual(['conv1']);
});

it('keys mean nothing to the network while a dialog is open, wherever the focus is', async () => {
  show();
  select('conv1');
  const dialog = document.body.appendChild(document.createElement('dialog'));
  dialog.open = true;
  await fireEvent.keyDown(document.body, { key: 'Delete' });
  await fireEvent.keyDown(document.body, { key: '/' });
  dialog.remove();
  expect(names()).toContain('conv1');
  expect(screen.queryByTestId('layer-search')).toBeNull();
});

it('a layer that gets its old name back by undo is shown under it', async () => {
  const { editor } = bench.workbench;
  show();
  select('conv1');
  await vi.waitFor(() => expect(screen.getByTestId('layer-name')).toBeTruthy());
  const field = screen.getByTestId<HTMLInputElement>('layer-name');
  await fireEvent.input(field, { target: { value: 'first' } });
  await fireEvent.blur(field);
  expect(names()).toContain('first');
  editor.undo();
  select('conv1');
  await tick();
  expect(screen.getByTestId<HTMLInputElement>('layer-name').value).toBe('conv1');
  await fireEvent.blur(screen.getByTestId('layer-name'));
  expect(names()).toContain('conv1');
});

it('undoes what a slider, a switch or a choice has done while that has the focus', async () => {
  show();
  select('conv1');
  await vi.waitFor(() => expect(screen.getByTestId('layer-filters-slider')).toBeTruthy());
  const slider = screen.getByTestId('layer-filters-slider');
  await fireEvent.input(slider, { target: { value: '9' } });
  await fireEvent.change(slider);
  await fireEvent.keyDown(slider, { key: 'Delete' });
  expect(bench.workbench.editor.network.layers[0]).toMatchObject({ name: 'conv1', filters: 9 });
  await fireEvent.keyDown(slider, { key: 'z', ctrlKey: true });
  expect(bench.workbench.editor.network.layers[0]).toMatchObject({ filters: 6 });
  await fireEvent.keyDown(screen.getByTestId('layer-name'), { key: 'z', ctrlKey: true, shiftKey: true });
  expect(bench.workbench.editor.network.layers[0]).toMatchObject({ filters: 6 });
});

it('the search gives the focus back, but not where another place has been chosen meanwhile', async () => {
  show();
  button('conv1').focus();
  await fireEvent.keyDown(button('conv1'), { key: '/' });
  await fireEvent.keyDown(screen.getByTestId('layer-query'), { key: 'Escape' });
  expect(document.activeElement).toBe(button('conv1'));
  await fireEvent.keyDown(button('conv1'), { key: '/' });
  screen.getByTestId('as-text').focus();
  await vi.waitFor(() => expect(screen.queryByTestId('layer-search')).toBeNull());
  expect(document.activeElement).toBe(screen.getByTestId('as-text'));
});

it('after Delete in the details the keys are on the layer that has taken the place', async () => {
  show();
  select('conv2');
  await vi.waitFor(() => expect(screen.getByTestId('delete-layer')).toBeTruthy());
  screen.getByTestId('delete-layer').focus();
  await fireEvent.click(screen.getByTestId('delete-layer'));
  expect(names()).not.toContain('conv2');
  await vi.waitFor(() => expect(document.activeElement).toBe(button('relu2')));
});

it('a block that is dropped on a wire is made for that place', () => {
  const view = new CanvasView(bench.workbench, () => 'dark');
  const carried = pieces.find(({ id }) => id === 'residual')!;
  const on = { from: 'conv1', to: 'relu1', index: 0 };
  select('fc3');
  view.carried = carried;
  view.drop(on);
  expect(bench.workbench.editor.network.layers[1]).toMatchObject({ kind: 'conv2d', filters: 6 });
  expect(bench.workbench.editor.analysis.errors).toEqual([]);
  expect([view.carried, view.target]).toEqual([null, null]);
});

it('Delete means the card that has the keys, not a wire that was selected before', () => {
  show();
  const wire = wiresOf(bench.workbench.editor.analysis).find(({ to }) => to === 'pool2')!;
  const main = screen.getByRole('main');
  const view = new CanvasView(bench.workbench, () => 'dark');
  const press = (target: HTMLElement) => {
    const pressed = new KeyboardEvent('keydown', { key: 'Delete', bubbles: true });
    target.addEventListener('keydown', (passing) => passing.stopPropagation(), { once: true });
    target.dispatchEvent(pressed);
    carryOut('delete', { view, main, chosen: idOf(wire), event: pressed });
  };
  press(button('conv2'));
  expect(names()).not.toContain('conv2');
  press(main);
  expect(bench.workbench.editor.network.layers.find(({ name }) => name === 'pool2')?.inputs).toEqual([]);
});
