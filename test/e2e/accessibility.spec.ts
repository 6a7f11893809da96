import { expect, test } from '@playwright/test';
import { expectAccessible as expectPageAccessible } from '../support/accessible';
import { launchApp, type RunningApp } from '../support/app';
import { clickAndCatch } from '../support/blink';
import { drawStrokes } from '../support/pad';
import { penDigit } from '../support/pen-digits';

let running: RunningApp;
test.beforeEach(async () => {
  running = await launchApp();
  await expect(running.page.getByTestId('phase')).toContainText('Ready');
});
test.afterEach(async () => {
  await running.close();
});

const expectAccessible = (state: string) => expectPageAccessible(running.page, state);

test('no state of the window breaks a rule of axe', async () => {
  const { page } = running;
  await expectAccessible('ready');
  await drawStrokes(page, penDigit(3));
  await expect(page.getByTestId('verdict')).not.toContainText('Draw a digit');
  await expectAccessible('drawn');
  await page.getByTestId('layer-conv2').click();
  await expect(page.getByTestId('filters-conv2')).toHaveAttribute('data-step', '0');
  await expectAccessible('an open layer');

  await page.getByTestId('layer-relu2').click({ modifiers: ['Control'] });
  await expectAccessible('two layers selected');
  await page.keyboard.press('Escape');
  await page.keyboard.press('/');
  await expectAccessible('a layer searched');
  await page.keyboard.press('Escape');
  await page.getByTestId('layer-flatten').click();
  await page.keyboard.press('Delete');
  await expectAccessible('a layer that cannot work');
  await page.getByTestId('undo-edit').click();
  await page.keyboard.press('Escape');
  await page.getByTestId('as-text').click();
  await expectAccessible('the network as text');
  await page.getByTestId('as-text').click();
  for (const id of ['data', 'augmentation', 'training', 'mistakes']) await page.getByTestId(`group-${id}`).click();
  await page.getByTestId('augmentation').getByText('Custom').click();
  await page.getByTestId('schedule').selectOption('cosine');
  await expect(page.getByTestId('augmentation-preview')).toHaveAttribute('aria-label', /^Training image 1/);
  await expectAccessible('every setting open');
  await page.getByTestId('dataset').selectOption('xor');
  await expect(page.getByText(/XOR has vectors of 2 values/)).toBeVisible();
  await expectAccessible('data that does not fit');
  await page.getByTestId('reset-recipe').click();
  for (const id of ['data', 'augmentation', 'training', 'mistakes']) await page.getByTestId(`group-${id}`).click();

  await page.getByTestId('batch-size').fill('0');
  await expectAccessible('a field with an error');
  await page.getByTestId('batch-size').fill('64');
  await page.getByTestId('subset').fill('1920');
  await page.getByTestId('validation').fill('200');
  await page.getByTestId('epochs').fill('2');
  await expect(page.getByRole('progressbar', { name: 'Steps done' })).toHaveAttribute('aria-valuemax', '60');

  await page.getByTestId('train').click();
  await expect(page.getByTestId('phase')).toContainText('Training');
  await expectAccessible('training');
  await page.getByTestId('train').click();
  await expect(page.getByTestId('phase')).toContainText(/Paused|Finished/);
  await page.getByTestId('restart-menu').click();
  await expectAccessible('paused');
  await expect(page.getByRole('menu')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('restart-menu')).toBeFocused();
  if (await page.getByTestId('phase').filter({ hasText: 'Paused' }).isVisible())
    await page.getByTestId('train').click();
  await expect(page.getByTestId('phase')).toContainText('Finished', { timeout: 60_000 });
  await page.getByTestId('health').click();
  await expect(page.getByTestId('health-panel')).toBeVisible();
  await expectAccessible('finished, health explained');
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('health')).toBeFocused();
  await page.getByTestId('curves-table').click();
  await clickAndCatch(page, 'evaluate-test', 'cancel-test');
  await expect(page.getByTestId('test-result')).toContainText('opened 1 time', { timeout: 60_000 });
  await page.getByTestId('preset').selectOption('notebook-000');
  await page.getByTestId('restart-menu').click();
  await expectAccessible('tested, another network pending');
  await page.keyboard.press('Escape');
  await page.getByTestId('preset').selectOption('notebook-002');
  await page.getByTestId('epochs').fill('50');
  await page.getByTestId('restart').click();
  await expect(page.getByTestId('phase')).toContainText('Finished');
  await expectAccessible('vectors, nothing to draw');
});

test('no state of a run that is steered breaks a rule of axe', async () => {
  const { page } = running;
  await page.getByTestId('subset').fill('640');
  await page.getByTestId('group-training').click();
  await page.getByTestId('early-stopping').selectOption('loss');
  await page.getByTestId('schedule').selectOption('plateau');
  await page.getByTestId('step-menu').click();
  await expectAccessible('ways to step');
  await page.getByTestId('step-epoch').click();
  await expect(page.getByTestId('phase')).toHaveText('Paused after step 20');
  await page.getByTestId('learning-rate').fill('0.001');
  await page.keyboard.press('Tab');
  await expect(page.getByText(/^live from step/)).toBeVisible();
  await expectAccessible('changed on its way');
  await page.getByTestId('evaluate-test').click();
  await page.getByTestId('test-looks').click();
  await expectAccessible('looks at the test set');
  await page.getByTestId('weight-decay').fill('1');
  await page.getByTestId('learning-rate').fill('100');
  await page.getByTestId('schedule').selectOption('constant');
  await page.getByTestId('restart').click();
  await expect(page.getByTestId('diverged')).toBeVisible();
  await expectAccessible('diverged');
});

test('no state of the table of runs breaks a rule of axe', async () => {
  const { page } = running;
  await page.getByTestId('workspace-runs').click();
  await expectAccessible('no run yet');
  for (const [id, value] of Object.entries({ subset: '640', validation: '100', epochs: '2' })) {
    await page.getByTestId(id).fill(value);
  }
  await page.getByTestId('epochs').blur();
  await expect(page.getByRole('progressbar', { name: 'Steps done' })).toHaveAttribute('aria-valuemax', '40');
  await page.getByTestId('train').click();
  await expect(page.getByTestId('phase')).toContainText('Finished', { timeout: 60_000 });
  await expect(page.getByTestId('run-row')).toHaveCount(1);
  await page.getByTestId('restart-menu').click();
  await page.getByTestId('fork-same-menu').click();
  await expect(page.getByTestId('run-row')).toHaveCount(2);
  await expect(page.getByTestId('phase')).toContainText('Finished', { timeout: 60_000 });
  await page.getByTestId('runs-table').focus();
  await page.keyboard.press('s');
  await page.getByTestId('run-tags').fill('base');
  await page.getByTestId('run-tags').blur();
  await expectAccessible('runs and the details of one');
  await page.getByTestId('runs-table').focus();
  await page.keyboard.press('F2');
  await expectAccessible('a run being renamed');
  await page.keyboard.press('Escape');
  await page.getByTestId('runs-table').focus();
  await page.keyboard.press('Shift+F10');
  await expectAccessible('the menu of a run');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Space');
  await expect(page.getByTestId('comparison-row')).toHaveCount(2);
  await expectAccessible('two runs compared');
  await page.getByTestId('overlay-table').click();
  await expectAccessible('two runs compared in figures');
  await page.getByTestId('compare-none').click();
  await page.getByTestId('batch-size').fill('32');
  await page.getByTestId('runs-table').focus();
  await page.keyboard.press('Home');
  await expect(page.getByTestId('fork-here')).toBeDisabled();
  await expectAccessible('a fork that is not possible');
  await page.getByTestId('runs-filter').fill('nowhere');
  await expect(page.getByTestId('runs-none-found')).toBeVisible();
  await expectAccessible('runs of which none is found');
  await page.getByTestId('show-all-runs').click();
  await page.getByTestId('runs-table').focus();
  await page.keyboard.press('Delete');
  await expect(page.getByTestId('message-offer')).toBeVisible();
  await expectAccessible('a deleted run, with Undo');
});
