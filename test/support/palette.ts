import type { Page } from '@playwright/test';

/** Presses a piece of the palette, one that is shown on demand only too. */
export async function pressPiece(page: Page, id: string): Promise<void> {
  const piece = page.getByTestId(`palette-${id}`);
  if (!(await piece.isVisible())) await page.getByTestId('palette-more').click();
  await piece.click();
}
