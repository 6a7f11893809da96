import { fireEvent, render, screen, within } from '@testing-library/svelte';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import NetworkPane from '../../../src-renderer/network/NetworkPane.svelte';
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
  giveLayout(320, 40);
  bench = await openBench();
});
afterEach(() => {
  bench.trainer.close();
  vi.restoreAllMocks();
});

const show = () => render(NetworkPane, { workbench: bench.workbench, theme: 'dark' });
const row = (name: string) => within(screen.getByTestId(`layer-${name}`));
const button = (name: string) => row(name).getByRole('button');
const words = (id: string) => screen.getByTestId(id).textContent.replaceAll('\u00a0', ' ').trim();

it('reads from the input to the answer, each layer with shape and parameters', () => {
  show();
  const rows = screen.getAllByRole('listitem').map((item) => item.dataset.testid);
  expect(rows.slice(0, 3)).toEqual(['layer-input', 'layer-conv1', 'layer-relu1']);
  expect(rows.at(-1)).toBe('layer-fc3');
  expect(row('conv2').getByText('16 × 10 × 10')).toBeTruthy();
  expect(row('conv2').getByText('2,416')).toBeTruthy();
  expect(row('conv2').getByText('Conv2D')).toBeTruthy();
  expect(row('conv2').getByText('16 filters 5×5')).toBeTruthy();
  expect(screen.getByText('61,706')).toBeTruthy();
});

it('keeps the network of the run and says which one comes next', () => {
  bench.workbench.session.receiveStatus(statusOf({ phase: 'paused', step: 3 }));
  bench.workbench.choosePreset('notebook-000');
  show();
  expect(screen.getByRole('heading').textContent).toBe('lenet-5');
  expect(screen.getByText(/restart to use notebook-000/)).toBeTruthy();
});

it('shows in every row what its layer makes of the pinned image, and says which image that is', async () => {
  show();
  expect(screen.getByTestId('maps-conv1').dataset.step).toBeUndefined();
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
  await vi.waitFor(() => expect(bench.trainer.requests[1]?.params).toEqual({ image: { kind: 'training', index: 0 } }));
  bench.workbench.drawing.draw([[[10, 10], [20, 40]]]); // prettier-ignore
  await vi.waitFor(() => expect(words('pin-label')).toBe('your drawing'));
  // The answer with the maps is the answer to the drawing: nobody asks twice.
  await vi.waitFor(() => expect(bench.workbench.drawing.prediction?.probabilities).toHaveLength(10));
  expect(bench.trainer.asked).toEqual(['open', 'featureMaps', 'featureMaps']);
});

it('a row opens its settings and filters, one at a time, and closes again', async () => {
  show();
  await fireEvent.click(button('conv2'));
  expect(button('conv2').getAttribute('aria-expanded')).toBe('true');
  expect(screen.getByTestId('layer-conv2').textContent).toContain('Reads pool1');
  await vi.waitFor(() => expect(screen.getByTestId('filters-conv2').dataset.step).toBe('0'));
  await fireEvent.click(button('relu2'));
  expect(screen.queryByTestId('filters-conv2')).toBeNull();
  expect(row('relu2').getByText(/no weights to learn/)).toBeTruthy();
  await fireEvent.keyDown(button('relu2'), { key: 'Escape' });
  expect(button('relu2').getAttribute('aria-expanded')).toBe('false');
});

it('an open row shows every map, and reads its values to the pointer and to the arrow keys', async () => {
  show();
  await fireEvent.click(button('conv1'));
  await vi.waitFor(() => expect(screen.getByTestId('output-conv1').dataset.step).toBe('0'));
  const reading = () => words('reading-output-conv1');
  expect(reading()).toMatch(/^6 maps of 28 × 28/);
  const picture = screen.getByRole('application', { name: /^Output: 6 maps/ });
  picture.focus();
  await vi.waitFor(() => expect(reading()).toBe('0.500 map 1, row 1, column 1'));
  await fireEvent.keyDown(picture, { key: 'ArrowRight' });
  await fireEvent.keyDown(picture, { key: 'ArrowDown' });
  expect(reading()).toBe('0.500 map 1, row 2, column 2');
  expect(row('conv1').getByText('map 1, row 2, column 2: 0.500')).toBeTruthy();
  await fireEvent.keyDown(picture, { key: 'Escape' });
  expect(button('conv1').getAttribute('aria-expanded')).toBe('false');
  expect(document.activeElement).toBe(button('conv1'));
});

it('the scale of what cannot be negative begins at zero', async () => {
  show();
  await fireEvent.click(button('relu1'));
  await vi.waitFor(() => expect(row('relu1').getByText('0.500')).toBeTruthy());
  expect(row('relu1').queryByText('−0.500')).toBeNull();
  await fireEvent.click(button('conv1'));
  await vi.waitFor(() => expect(row('conv1').getByText('−0.500')).toBeTruthy());
});

it('the rows are one stop of the Tab key, with arrows between them', async () => {
  show();
  const stops = () => screen.getAllByRole('listitem').flatMap((item) => [...item.querySelectorAll('[data-row]')]);
  const tabbable = () => stops().filter((stop) => stop.getAttribute('tabindex') === '0');
  expect(tabbable()).toEqual([button('conv1')]);
  button('conv1').focus();
  await fireEvent.keyDown(button('conv1'), { key: 'ArrowDown' });
  expect(document.activeElement).toBe(button('relu1'));
  await vi.waitFor(() => expect(tabbable()).toEqual([button('relu1')]));
  await fireEvent.keyDown(button('relu1'), { key: 'End' });
  expect(document.activeElement).toBe(button('fc3'));
});
