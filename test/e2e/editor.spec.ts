import { expect, test, type Locator } from '@playwright/test';
import { lenet5 } from '../../src-core/architecture/presets/lenet-5';
import { launchApp, resizeWindow, type RunningApp } from '../support/app';
import { pressPiece } from '../support/palette';

/** A scripted network stands within this time. */
const TWO_MINUTES = 120_000;

let running: RunningApp;
test.beforeEach(async () => {
  running = await launchApp();
  await resizeWindow(running, 1440, 900);
  await expect(running.page.getByTestId('phase')).toContainText('Ready');
});
test.afterEach(async () => {
  expect(running.complaints).toEqual([]);
  await running.close();
});

const card = (name: string): Locator => running.page.getByTestId(`layer-${name}`);
const field = (id: string): Locator => running.page.getByTestId(`layer-${id}`);

/** Names of the layers from top to bottom. */
const names = (): Promise<string[]> =>
  running.page.locator('[data-row]').evaluateAll((all) => all.map((button) => (button as HTMLElement).dataset.row!));

async function empty(): Promise<void> {
  const { page } = running;
  await page.getByTestId('file-new').click();
  await page.getByTestId('start-empty').click();
  await expect(page.getByTestId('network-size')).toHaveText('0 layers, 0 parameters');
}

/** The settings of the selected layer, typed into its fields. */
async function type(settings: Readonly<Record<string, string>>): Promise<void> {
  for (const [id, value] of Object.entries(settings)) {
    await field(id).fill(value);
    await field(id).press('Enter');
  }
}

/** What lenet-5 is made of, in the words of the palette. */
const PIECES: readonly { readonly kind: string; readonly settings?: Readonly<Record<string, string>> }[] = [
  { kind: 'conv2d', settings: { filters: '6', 'kernel-size': '5' } },
  { kind: 'relu' },
  { kind: 'maxPool2d' },
  { kind: 'conv2d', settings: { filters: '16', 'kernel-size': '5' } },
  { kind: 'relu' },
  { kind: 'maxPool2d' },
  { kind: 'flatten' },
  { kind: 'dense', settings: { units: '120' } },
  { kind: 'relu' },
  { kind: 'dense', settings: { units: '84' } },
  { kind: 'relu' },
  { kind: 'dense', settings: { units: '10' } },
];

async function expectLenet(): Promise<void> {
  const { page } = running;
  await expect.poll(names).toEqual(lenet5.network.layers.map(({ name }) => name));
  await expect(page.getByTestId('network-size')).toHaveText('12 layers, 61,706 parameters');
  await expect(page.getByTestId('network-costs')).toContainText('416,520 multiply-adds');
  await expect(page.getByTestId('phase')).toHaveText('Ready: nothing learned yet');
}

test('lenet-5 is built from nothing by mouse, and learns', async () => {
  const { page } = running;
  const start = performance.now();
  await empty();
  for (const { kind, settings } of PIECES) {
    await pressPiece(page, kind);
    if (settings) await type(settings);
  }
  await page.keyboard.press('Escape'); // from the fields to the card,
  await page.keyboard.press('Escape'); // and from the details, so that the whole network is in view
  await card('conv2').click();
  await field('padding').selectOption('valid');
  await expectLenet();
  expect(performance.now() - start).toBeLessThan(TWO_MINUTES);
  await page.getByTestId('train').click();
  await expect(page.getByTestId('validation-accuracy')).not.toHaveText('–', { timeout: 60_000 });
});

test('lenet-5 is built from nothing by keys alone', async () => {
  const { page } = running;
  const start = performance.now();
  await page.getByTestId('file-new').focus();
  await page.keyboard.press('Enter');
  await page.getByTestId('start-empty').focus();
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('network-size')).toHaveText('0 layers, 0 parameters');
  for (const { kind, settings } of PIECES) {
    await page.keyboard.press('/');
    await page.keyboard.type(kind.replace('2d', '').replace('maxPool', 'max pool'));
    await page.keyboard.press('Enter');
    if (!settings) continue;
    await page.keyboard.press('Enter'); // from the card into its fields
    for (const [id, value] of Object.entries(settings)) {
      for (let i = 0; i < 40 && !(await field(id).evaluate((node) => node === document.activeElement)); i++) {
        await page.keyboard.press('Tab');
      }
      await page.keyboard.press('Control+a');
      await page.keyboard.type(value);
      await page.keyboard.press('Enter');
    }
    await page.keyboard.press('Escape'); // back to the card
  }
  for (
    let i = 0;
    i < 20 &&
    !(await card('conv2')
      .getByRole('button')
      .first()
      .evaluate((b) => b === document.activeElement));
    i++
  ) {
    await page.keyboard.press('ArrowUp');
  }
  await page.keyboard.press('Enter');
  for (let i = 0; i < 40 && !(await field('padding').evaluate((node) => node === document.activeElement)); i++) {
    await page.keyboard.press('Tab');
  }
  await page.keyboard.type('None'); // "None (valid)"
  await expectLenet();
  expect(performance.now() - start).toBeLessThan(TWO_MINUTES);
});

test('a residual block is put in, stands beside its way around, and trains', async () => {
  const { page } = running;
  await card('pool1').click();
  await pressPiece(page, 'residual');
  await expect
    .poll(async () => (await names()).slice(2, 11))
    .toEqual(['pool1', 'conv3', 'bn1', 'relu5', 'conv4', 'bn2', 'add1', 'relu6', 'conv2']);
  await expect(page.getByTestId('plus-pool1-add1')).toBeVisible();
  await expect(page.getByTestId('maps-add1')).toHaveAttribute('data-step', '0');
  await page.getByTestId('subset').fill('3200');
  await page.getByTestId('epochs').fill('1');
  await page.getByTestId('train').click();
  await expect(page.getByTestId('phase')).toHaveText(/^Finished/, { timeout: 60_000 });
  await expect(page.getByTestId('maps-add1')).not.toHaveAttribute('data-step', '0');
});

test('branches are made by drawing wires, joined, and taken apart', async () => {
  const { page } = running;
  await card('conv1').hover();
  const from = (await page.locator('[data-testid="layer-conv1"] .svelte-flow__handle-bottom').boundingBox())!;
  const to = (await card('pool1').boundingBox())!;
  await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
  await page.mouse.down();
  await page.mouse.move(to.x + to.width / 3, to.y + to.height / 2, { steps: 8 });
  await page.mouse.up();
  await page.getByTestId('connect-add').click();
  await expect.poll(async () => (await names()).slice(0, 4)).toEqual(['conv1', 'relu1', 'add1', 'pool1']);
  await expect(card('add1')).toContainText('relu1 + conv1');

  const chosen = page.locator('path.chosen');
  const around = page.getByRole('img', { name: 'Wire from conv1 to add1' }).locator('path').first();
  const middle = await around.evaluate((path: SVGPathElement) => {
    const { x, y } = path.getPointAtLength(path.getTotalLength() / 2).matrixTransform(path.getScreenCTM()!);
    return { x, y };
  });
  // Beside the plus, which inserts.
  await page.mouse.click(middle.x, middle.y + 12);
  await expect(chosen).toHaveCount(1);
  await page.keyboard.press('Escape');
  await expect(chosen).toHaveCount(0);
  await expect(card('add1')).toContainText('relu1 + conv1');

  await card('add1').getByRole('button').first().click();
  await page.getByRole('button', { name: 'Do not read conv1' }).click();
  await expect(card('add1')).toContainText('two or more inputs');
  await page.getByTestId('undo-edit').click();
  await page.getByTestId('undo-edit').click();
  await expect.poll(async () => (await names()).slice(0, 3)).toEqual(['conv1', 'relu1', 'pool1']);
});

test('layers are reordered by drag and by Alt and arrows, dropped on wires, copied, and all of it undone', async () => {
  const { page } = running;
  const relu = (await card('relu1').boundingBox())!;
  const pool = (await card('pool1').boundingBox())!;
  await page.mouse.move(relu.x + 250, relu.y + relu.height / 2);
  await page.mouse.down();
  await page.mouse.move(relu.x + 255, pool.y + pool.height, { steps: 10 });
  await page.mouse.up();
  await expect.poll(async () => (await names()).slice(0, 3)).toEqual(['conv1', 'pool1', 'relu1']);
  await card('relu1').getByRole('button').focus();
  await page.keyboard.press('Alt+ArrowUp');
  await expect.poll(async () => (await names()).slice(0, 3)).toEqual(['conv1', 'relu1', 'pool1']);

  await page.getByTestId('palette-dropout').dragTo(page.getByTestId('plus-relu4-fc3'));
  await expect.poll(async () => (await names()).slice(-2)).toEqual(['dropout1', 'fc3']);
  await card('fc2').click();
  await card('relu4').click({ modifiers: ['Control'] });
  await page.keyboard.press('Control+c');
  await page.keyboard.press('Control+v');
  await expect.poll(async () => (await names()).slice(-5)).toEqual(['relu4', 'fc4', 'relu5', 'dropout1', 'fc3']);
  for (let i = 0; i < 4; i++) await page.keyboard.press('Control+z');
  await expect.poll(names).toEqual(lenet5.network.layers.map(({ name }) => name));
  await expect(page.getByTestId('undo-edit')).toBeDisabled();
});

test('a layer is renamed by F2, and what reads it follows', async () => {
  const { page } = running;
  await card('relu4').getByRole('button').focus();
  await page.keyboard.press('F2');
  await expect(field('name')).toBeFocused();
  await page.keyboard.type('last');
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await names()).slice(-2)).toEqual(['last', 'fc3']);
  await expect(page.getByTestId('phase')).toHaveText('Ready: nothing learned yet');
  await field('name').fill('fc3');
  await expect(page.getByText('There is a layer called “fc3” already.')).toBeVisible();
  await expect.poll(async () => (await names()).slice(-2)).toEqual(['last', 'fc3']);
});

test('the wheel goes on from where the canvas stands, after a resize and after zooming', async () => {
  const { page } = running;
  const middleOf = async (name: string): Promise<number> => {
    const { x, width } = (await card(name).boundingBox())!;
    return Math.round(x + width / 2);
  };
  const middle = async (): Promise<number> => {
    const { x, width } = (await page.getByTestId('canvas').boundingBox())!;
    return Math.round(x + width / 2);
  };
  await resizeWindow(running, 1100, 700);
  await card('conv1').hover();
  await page.mouse.wheel(0, 150);
  await resizeWindow(running, 1440, 900);
  await page.mouse.wheel(0, -50);
  await expect.poll(async () => (await middleOf('conv2')) - (await middle())).toBe(0);
  await page.getByTestId('zoom-in').click();
  await expect(page.getByTestId('zoom')).toHaveText('115 %');
  await page.getByTestId('zoom').click();
  await card('conv2').hover();
  await page.mouse.wheel(0, 40);
  await expect(page.getByTestId('zoom')).toHaveText('100 %');
  await expect.poll(async () => (await middleOf('conv2')) - (await middle())).toBe(0);
});

test('from the runs, the palette leads to the network: pressed, by its key, and dragged', async () => {
  const { page } = running;
  const runs = page.getByTestId('workspace-runs');
  const expectNetwork = () => expect(page.getByTestId('workspace-network')).toHaveAttribute('aria-selected', 'true');
  await runs.click();
  await page.getByTestId('palette-dropout').click();
  await expectNetwork();
  await expect(card('dropout1')).toBeVisible();
  await runs.click();
  await page.keyboard.press('/');
  await expectNetwork();
  await expect(page.getByTestId('layer-query')).toBeFocused();
  await expect(page.getByTestId('layer-query')).toHaveValue('');
  await page.keyboard.press('Escape');
  await runs.click();
  await page.getByTestId('palette-relu').hover();
  await page.mouse.down();
  await page.mouse.move(500, 300, { steps: 3 });
  await expectNetwork();
  await page.getByTestId('details').waitFor(); // which takes of the canvas's height
  const place = await page.getByTestId('plus-fc3-dropout1').boundingBox();
  await page.mouse.move(place!.x + place!.width / 2, place!.y + place!.height / 2, { steps: 5 });
  await page.mouse.up();
  await expect(card('relu5')).toBeVisible();
});

test('a card that is dragged moves alone, whatever is selected, and nothing opens or closes under it', async () => {
  const { page } = running;
  await card('conv1').click();
  await page.getByTestId('details').waitFor();
  const relu = (await card('relu1').boundingBox())!;
  const pool = (await card('pool1').boundingBox())!;
  await page.mouse.move(relu.x + 250, relu.y + relu.height / 2);
  await page.mouse.down();
  await page.mouse.move(relu.x + 252, pool.y + pool.height, { steps: 10 });
  await expect(page.getByTestId('details')).toContainText('conv1');
  await page.mouse.up();
  await expect.poll(async () => (await names()).slice(0, 3)).toEqual(['conv1', 'pool1', 'relu1']);
  await expect(page.getByTestId('details')).toBeVisible();
});

test('the drag of a slider is one step', async () => {
  const { page } = running;
  await card('conv2').click();
  const slider = page.getByTestId('details').getByRole('slider').first();
  const box = (await slider.boundingBox())!;
  await page.mouse.move(box.x + box.width * 0.25, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.8, box.y + box.height / 2, { steps: 15 });
  await page.mouse.up();
  await expect(card('conv2')).not.toContainText('16 filters');
  await page.getByTestId('undo-edit').click();
  await expect(card('conv2')).toContainText('16 filters');
  await expect(page.getByTestId('undo-edit')).toBeDisabled();
});

test('weights that fit are kept when a trained network is edited, and results of before are marked', async () => {
  const { page } = running;
  await page.getByTestId('subset').fill('3200');
  await page.getByTestId('epochs').fill('1');
  await page.getByTestId('train').click();
  await expect(page.getByTestId('phase')).toHaveText(/^Finished/, { timeout: 60_000 });
  await card('fc2').click();
  await type({ units: '90' });
  await expect(page.getByTestId('results-outdated')).toBeVisible();
  await resizeWindow(running, 1280, 800);
  await expect(page.getByTestId('confusion-legend')).toBeInViewport({ ratio: 1 }); // the curves give way, not the matrix
  await expect(card('fc2')).toContainText('new weights');
  await expect(card('fc3')).toContainText('new weights');
  await expect(card('conv1')).not.toContainText('new weights');
  await page.getByTestId('restart-menu').click();
  await page.getByTestId('restart-keep-weights').click();
  await expect(page.getByText(/Begun with the weights of step \d+; new weights for fc2, fc3/)).toBeVisible();
  await expect(page.getByTestId('results-outdated')).toHaveCount(0);
});

test('the text of the network is edited both ways; what is wrong in it leaves the network as it was', async () => {
  const { page } = running;
  await page.getByTestId('as-text').click();
  const text = page.getByTestId('network-text');
  const before = await text.inputValue();
  await text.fill(before.replace('"units": 84', '"units": 72'));
  await expect(card('fc2')).toContainText('72 units');
  await text.fill(before.replace('"units": 84', '"units": "many"'));
  await expect(page.getByTestId('network-text-note')).toContainText('fc2');
  await expect(card('fc2')).toContainText('72 units');
  await page.getByTestId('discard-text').click();
  await card('fc2').click();
  await type({ units: '60' });
  await expect.poll(() => text.inputValue()).toContain('"units": 60');
  await page.getByTestId('text-language').getByText('PyTorch').click();
  await expect(page.getByTestId('text-pane')).toContainText('nn.Linear(60, 10)');
});

/** What breaks a layer of each kind, and the word of the button that mends it. */
const BREAKS: readonly { readonly name: string; readonly steps: () => Promise<void> }[] = [
  { name: 'fc1', steps: () => removeLayer('flatten') },
  { name: 'conv2', steps: () => put('pool1', 'flatten') },
  { name: 'pool2', steps: () => put('conv2', 'flatten') },
  { name: 'add1', steps: () => put('relu1', 'add') },
  { name: 'concat1', steps: () => put('relu1', 'concatenate') },
  { name: 'softmax', steps: () => put('relu2', 'softmax') },
  { name: 'gap', steps: () => put('fc1', 'globalAveragePool2d') },
  { name: 'pool3', steps: () => put('fc2', 'averagePool2d') },
  { name: 'depthwise1', steps: () => put('fc2', 'depthwiseConv2d') },
];

async function removeLayer(name: string): Promise<void> {
  await card(name).click();
  await running.page.keyboard.press('Delete');
}

async function put(after: string, kind: string): Promise<void> {
  await card(after).click();
  await pressPiece(running.page, kind);
}

for (const { name, steps } of BREAKS) {
  test(`what is wrong with ${name} is said on its card, and mended by its button`, async () => {
    const { page } = running;
    await steps();
    await page.keyboard.press('Escape');
    await expect(page.getByTestId('phase')).toHaveText(/^Cannot train\./);
    await expect(card(name).getByTestId('repair').first()).toBeVisible();
    for (let i = 0; i < 8 && (await page.getByTestId('repair').count()) > 0; i++) {
      await page.getByTestId('repair').first().click();
    }
    await expect(page.getByTestId('repair')).toHaveCount(0);
    await expect(page.getByTestId('phase')).toHaveText('Ready: nothing learned yet');
  });
}
