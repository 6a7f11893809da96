import type { Page } from '@playwright/test';

/** Fills in what makes the window's first recipe that of `plainLenet5`, as a user would; its groups are closed before and after. */
export async function usePlainRecipe(page: Page): Promise<void> {
  const toggleGroups = async (): Promise<void> => {
    for (const id of ['augmentation', 'training']) await page.getByTestId(`group-${id}`).click();
  };
  await toggleGroups();
  await page.getByTestId('augmentation').getByText('Off').click();
  await page.getByTestId('optimizer').selectOption('sgd');
  await page.getByTestId('schedule').selectOption('constant');
  for (const [id, value] of Object.entries({ 'learning-rate': '0.02', momentum: '0.9', 'batch-size': '64' })) {
    await page.getByTestId(id).fill(value);
  }
  await toggleGroups();
}
