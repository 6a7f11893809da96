import { expect, test } from '@playwright/test';
import { launchApp, resizeWindow, type RunningApp } from '../support/app';

let running: RunningApp;
test.beforeAll(async () => {
  running = await launchApp();
  await expect(running.page.getByTestId('phase')).toContainText('Ready');
});
test.afterAll(async () => {
  await running.close();
});

const SIZES = [
  [1100, 700],
  [1280, 800],
  [1920, 1080],
] as const;

/** Those of these elements whose words have no room. */
function cutWords(...ids: readonly string[]): Promise<string[]> {
  return running.page.evaluate(
    (all) =>
      all.filter((id) =>
        [...document.querySelectorAll(`[data-testid="${id}"], [data-testid="${id}"] *`)].some(
          ({ scrollWidth, clientWidth }) => clientWidth > 0 && scrollWidth > clientWidth + 1,
        ),
      ),
    ids,
  );
}

for (const [width, height] of SIZES) {
  test(`everything essential is on screen at ${width}×${height}`, async () => {
    const { page } = running;
    await resizeWindow(running, width, height);
    for (const id of [
      'train',
      'step',
      'stop',
      'restart',
      'phase',
      'preset',
      'pad',
      'seen',
      'bar-9',
      'loss-chart',
      'accuracy-chart',
      'save-weights',
      'confusion-legend',
      'dataset',
      'optimizer',
    ]) {
      await expect(page.getByTestId(id), id).toBeInViewport({ ratio: 1 });
    }
    const overflow = await page.evaluate(() => ({
      x: document.documentElement.scrollWidth - innerWidth,
      y: document.documentElement.scrollHeight - innerHeight,
    }));
    expect(overflow).toEqual({ x: 0, y: 0 });
    expect(
      await cutWords('phase', 'pin-label', 'pin-reading', 'network-size', 'palette-dense', 'palette-more'),
    ).toEqual([]);
  });
}

test('lenet-5 fits a laptop screen without scrolling', async () => {
  const { page } = running;
  await resizeWindow(running, 1280, 800);
  for (const name of ['conv1', 'relu2', 'flatten', 'fc3']) {
    await expect(page.getByTestId(`layer-${name}`)).toBeInViewport({ ratio: 1 });
  }
});

test('on a laptop the first settings of the training are in sight, below a palette that opens on demand', async () => {
  const { page } = running;
  await resizeWindow(running, 1280, 800);
  for (const id of ['learning-rate', 'batch-size', 'epochs']) {
    await expect(page.getByTestId(id), id).toBeInViewport({ ratio: 1 });
  }
  const more = page.getByTestId('palette-more');
  await expect(page.getByTestId('palette-residual')).toBeHidden();
  await more.click();
  await expect(more).toHaveAttribute('aria-expanded', 'true');
  await expect(page.getByTestId('palette-residual')).toBeInViewport({ ratio: 1 });
  expect(await cutWords('palette-leakyRelu', 'palette-globalAveragePool2d', 'palette-dense-relu-dropout')).toEqual([]);
  await more.click();
  await expect(page.getByTestId('palette-residual')).toBeHidden();
});

test('light and dark follow the system', async () => {
  const { page } = running;
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  const dark = await background();
  await page.emulateMedia({ colorScheme: 'light' });
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
  expect(await background()).not.toBe(dark);
});

test('the page has no way out: no Node, no foreign script, no other origin', async () => {
  const { page } = running;
  const found = await page.evaluate(async () => ({
    process: typeof (globalThis as { process?: unknown }).process,
    require: typeof (globalThis as { require?: unknown }).require,
    runsInlineScript: (() => {
      const script = document.createElement('script');
      script.textContent = 'globalThis.ranInline = true';
      document.body.append(script);
      script.remove();
      return 'ranInline' in globalThis;
    })(),
    fetches: await fetch('https://example.org/').then(
      () => true,
      () => false,
    ),
    opens: window.open('https://example.org/') !== null,
  }));
  expect(found).toEqual({
    process: 'undefined',
    require: 'undefined',
    runsInlineScript: false,
    fetches: false,
    opens: false,
  });
});
