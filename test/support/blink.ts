import type { Page } from '@playwright/test';

/**
 * Clicks an element and waits, in the page itself, for another that may be there for the blink of an eye only; `click`: and
 * clicks that too, before it is gone.
 */
export async function clickAndCatch(page: Page, first: string, second: string, { click = false } = {}): Promise<void> {
  await page.getByTestId(first).waitFor();
  await page.evaluate(
    async ({ first, second, click }) => {
      const find = (id: string): HTMLElement | null => document.querySelector<HTMLElement>(`[data-testid="${id}"]`);
      find(first)?.click();
      await new Promise<void>((done, fail) => {
        const look = (): void => {
          const caught = find(second);
          if (!caught) return;
          if (click) caught.click();
          observer.disconnect();
          done();
        };
        const observer = new MutationObserver(look);
        observer.observe(document.body, { childList: true, subtree: true });
        setTimeout(() => {
          fail(new Error(`"${second}" did not appear after a click on "${first}"`));
        }, 10_000);
        look();
      });
    },
    { first, second, click },
  );
}

/** Clicks an element and waits, in the page itself, until another no longer says this, be it for the blink of an eye only. */
export async function clickAndCatchChange(page: Page, first: string, second: string, said: string): Promise<void> {
  await page.getByTestId(first).waitFor();
  await page.evaluate(
    async ({ first, second, said }) => {
      const find = (id: string): HTMLElement | null => document.querySelector<HTMLElement>(`[data-testid="${id}"]`);
      await new Promise<void>((done, fail) => {
        const observer = new MutationObserver(() => {
          if (find(second)?.textContent.includes(said) !== false) return;
          observer.disconnect();
          done();
        });
        observer.observe(document.body, { childList: true, subtree: true, characterData: true });
        setTimeout(() => {
          fail(new Error(`"${second}" still said "${said}" after a click on "${first}"`));
        }, 10_000);
        find(first)?.click();
      });
    },
    { first, second, said },
  );
}
