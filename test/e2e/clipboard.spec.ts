import { expect, test } from '@playwright/test';
import { launchApp } from '../support/app';

test('texts go to the clipboard, and nothing is read from there', async () => {
  const { app, page, close } = await launchApp();
  await page.getByTestId('phase').click();
  await page.evaluate(() => navigator.clipboard.writeText('a network'));
  expect(await app.evaluate(({ clipboard }) => clipboard.readText())).toBe('a network');
  const read = page.evaluate(() => navigator.clipboard.readText());
  await expect(read).rejects.toThrow(/denied/);
  await close();
});
