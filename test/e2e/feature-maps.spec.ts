import { expect, test, type Locator } from '@playwright/test';
import { launchApp, resizeWindow, type RunningApp } from '../support/app';
import { drawStrokes } from '../support/pad';
import { penDigit } from '../support/pen-digits';

const LAYERS = ['conv1', 'relu1', 'pool1', 'conv2', 'relu2', 'pool2', 'flatten', 'fc1', 'relu3', 'fc2', 'relu4', 'fc3'];

let running: RunningApp;
test.beforeEach(async () => {
  running = await launchApp();
  await resizeWindow(running, 1280, 800);
  await expect(running.page.getByTestId('maps-fc3')).toHaveAttribute('data-step', '0');
});
test.afterEach(async () => {
  expect(running.complaints).toEqual([]);
  await running.close();
});

const maps = (name: string): Locator => running.page.getByTestId(`maps-${name}`);
const row = (name: string): Locator => running.page.getByTestId(`layer-${name}`);

/** What is painted on a canvas, as one number, and how many different colours. */
async function painted(canvas: Locator): Promise<{ hash: number; colors: number }> {
  return canvas.evaluate((element) => {
    const canvas = element as HTMLCanvasElement;
    // Read from a copy: reading makes a canvas a slow one.
    const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d', { willReadFrequently: true })!;
    copy.drawImage(canvas, 0, 0);
    const pixels = new Uint32Array(copy.getImageData(0, 0, canvas.width, canvas.height).data.buffer);
    const hash = pixels.reduce((sum, pixel) => Math.imul(sum ^ pixel, 16777619), 0); // as FNV does
    return { hash, colors: new Set(pixels).size };
  });
}

async function rowTops(): Promise<number[]> {
  const rows = running.page.locator('main [data-row]');
  return rows.evaluateAll((all) => all.map((row) => row.getBoundingClientRect().top));
}

async function step(number: number): Promise<void> {
  await running.page.getByTestId('step').click();
  await expect(running.page.getByTestId('phase')).toHaveText(`Paused after step ${number}`);
}

test('every row shows the maps of the pinned image, untrained and after a step, without scrolling', async () => {
  for (const name of ['input', ...LAYERS]) {
    await expect(maps(name)).toBeInViewport({ ratio: 1 });
    expect((await painted(maps(name))).colors, name).toBeGreaterThan(5);
  }
  const before = await painted(maps('conv1'));
  const places = await rowTops();
  await step(1);
  await expect(maps('conv1')).toHaveAttribute('data-step', '1');
  await expect.poll(() => painted(maps('conv1'))).not.toEqual(before);
  expect(await rowTops()).toEqual(places);
});

test('the pinned image is a validation image or the drawing, whichever was chosen last', async () => {
  const { page } = running;
  const label = page.getByTestId('pin-label');
  await expect(label).toHaveText(/^validation image 1\sof\s5,000$/);
  await expect(page.getByTestId('pin-reading')).toHaveText(/^true \d\s*untrained, guesses \d, 1\d %$/);
  const first = await painted(maps('input'));
  await page.getByTestId('pin-next').click();
  await expect(label).toHaveText(/^validation image 2\s/);
  await expect.poll(() => painted(maps('input'))).not.toEqual(first);
  await page.getByTestId('pin-previous').click();
  await page.getByTestId('pin-previous').click();
  await expect(label).toHaveText(/^validation image 5,000\s/);

  await expect(page.getByTestId('pin-drawing')).toBeDisabled();
  await drawStrokes(page, penDigit(3));
  await expect(label).toHaveText('your drawing');
  await expect(page.getByTestId('pin-drawing')).toHaveAttribute('aria-pressed', 'true');
  const drawn = await painted(maps('conv1'));
  await page.getByTestId('pin-example').click();
  await expect(label).toHaveText(/^validation image 5,000/);
  await expect.poll(() => painted(maps('conv1'))).not.toEqual(drawn);
  await page.getByTestId('pin-drawing').click();
  await expect(label).toHaveText('your drawing');
  await page.getByTestId('clear').click();
  await expect(label).toHaveText(/^validation image 5,000/);
});

test('while it trains the maps of the drawing follow', async () => {
  const { page } = running;
  await drawStrokes(page, penDigit(7));
  await page.getByTestId('train').click();
  await expect(maps('fc3')).not.toHaveAttribute('data-step', '0');
  const before = await painted(maps('fc3'));
  await expect.poll(() => painted(maps('fc3'))).not.toEqual(before);
  await page.getByTestId('train').click();
  await expect(page.getByTestId('phase')).toHaveText(/^Paused after step \d+$/);
  // What stands there is of the very step that the run paused at.
  const words = (await page.getByTestId('phase').textContent()) ?? '';
  await expect(maps('fc3')).toHaveAttribute('data-step', /\d+$/.exec(words)![0]);
});

test('a layer shows its filters by mouse and by keyboard, and they change with training', async () => {
  const { page } = running;
  await row('conv2').click();
  const filters = page.getByTestId('filters-conv2');
  await expect(filters).toHaveAttribute('data-step', '0');
  await expect(page.getByTestId('details')).toContainText('16 filters of 6 × 5 × 5');
  await expect(page.getByTestId('details')).toContainText('untrained weights');
  const before = await painted(filters);
  expect(before.colors).toBeGreaterThan(50);
  const places = await rowTops();
  await step(1);
  await expect(filters).toHaveAttribute('data-step', '1');
  expect(await rowTops()).toEqual(places);
  await expect.poll(() => painted(filters)).not.toEqual(before);
  await page.getByRole('button', { name: 'Close the details' }).click();
  await expect(filters).toHaveCount(0);

  await page.keyboard.press('ArrowUp');
  await expect(row('pool1').getByRole('button')).toBeFocused();
  await page.keyboard.press('Home');
  await page.keyboard.press('Space');
  await expect(page.getByTestId('filters-conv1')).toHaveAttribute('data-step', '1');
  await expect(page.getByTestId('phase')).toHaveText('Paused after step 1'); // Space meant the row, not Train
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('filters-conv1')).toHaveCount(0);
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('filters-fc3')).toHaveAttribute('data-step', '1');
  await expect(row('fc3')).toBeInViewport({ ratio: 1 });
});

test('the details show all maps large and tells the value under the pointer; no other row changes', async () => {
  const { page } = running;
  const shape = async (name: string) => {
    const { width, height } = (await maps(name).boundingBox())!;
    return [width, height];
  };
  // What only changes values keeps their places.
  expect(await shape('relu3')).toEqual(await shape('fc1'));
  expect(await shape('relu4')).toEqual(await shape('fc2'));
  const before = await Promise.all(LAYERS.map(shape));
  await row('relu2').click();
  expect(await Promise.all(LAYERS.map(shape))).toEqual(before);

  const output = page.getByTestId('output-relu2');
  await expect(page.getByTestId('details').locator('.label')).toHaveText(
    Array.from({ length: 16 }, (_, i) => String(i + 1)),
  );
  const reading = page.getByTestId('reading-output-relu2');
  await output.hover({ position: { x: 1, y: 1 } });
  await expect(reading).toHaveText(/^\d[\d.e−]* map 1, row 1, column 1$/);
  // What the trainer tells meanwhile may still move the picture: its corners are where they are now.
  const cornerReads = (words: RegExp, corner: (box: { width: number; height: number }) => { x: number; y: number }) =>
    expect(async () => {
      await output.hover({ position: corner((await output.boundingBox())!) });
      await expect(reading).toHaveText(words, { timeout: 500 });
    }).toPass({ timeout: 10_000 });
  await cornerReads(/ map \d+, row 1, column 10$/, ({ width }) => ({ x: width - 1, y: 1 }));
  await cornerReads(/ map \d+, row 10, column 1$/, ({ height }) => ({ x: 1, y: height - 1 }));
  const box = (await output.boundingBox())!;
  await page.mouse.move(0, 0);
  await expect(reading).toHaveText(/^16 maps of 10 × 10/);
  const after = (await output.boundingBox())!;
  expect([after.width, after.height]).toEqual([box.width, box.height]);
});

test('nothing of the details sticks out, however narrow', async () => {
  const { page } = running;
  await resizeWindow(running, 1100, 700);
  for (const name of ['conv1', 'conv2', 'fc1', 'fc3']) {
    await row(name).click();
    await expect(page.getByTestId(`output-${name}`)).toHaveAttribute('data-step', '0');
    await expect(page.getByTestId(`filters-${name}`)).toHaveAttribute('data-step', '0');
    const sticksOut = await page.getByTestId('details').evaluate((details) => {
      const { right } = details.getBoundingClientRect();
      const all = [...details.querySelectorAll('*')];
      return all.filter((node) => node.getBoundingClientRect().right > right + 0.5).map(({ outerHTML }) => outerHTML);
    });
    expect(sticksOut, name).toEqual([]);
  }
});

test('colours follow the theme', async () => {
  const { page } = running;
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
  const light = await painted(maps('fc3'));
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await expect.poll(() => painted(maps('fc3'))).not.toEqual(light);
  await page.emulateMedia({ colorScheme: 'light' });
  await expect.poll(() => painted(maps('fc3'))).toEqual(light);
});

test('without validation images the maps are those of a training image, or of the drawing', async () => {
  const { page } = running;
  await page.getByTestId('preset').selectOption('notebook-000');
  await expect(page.getByTestId('pin-label')).toHaveText(/^training image 1\sof\s60,000$/);
  await expect(maps('conv')).toHaveAttribute('data-step', '0');
  await drawStrokes(page, penDigit(3));
  await expect(page.getByTestId('pin-label')).toHaveText('your drawing');
  await expect(maps('conv')).toHaveAttribute('data-step', '0');
});
