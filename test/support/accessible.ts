import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** The page breaks no rule of axe, in light and in dark. `state`: what it shows, for a failure that can be understood. */
export async function expectAccessible(page: Page, state: string): Promise<void> {
  for (const theme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: theme }); // no click, which would close what is open
    await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
    await page.mouse.move(0, 0); // a hovered control is between two colours for a moment
    await page.waitForTimeout(150);
    // Electron has no second page, which axe would open for its own work otherwise.
    const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
    const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
    expect(found, `${state}, ${theme}`).toEqual([]);
  }
}
