import { z } from 'zod';
import { Stored } from './stored';

type ThemeName = 'dark' | 'light';

const choiceSchema = z.enum(['system', 'light', 'dark']);
export type ThemeChoice = z.infer<typeof choiceSchema>;

/** Dark or light: as chosen, or as the system has it, followed live. */
export class Theme {
  choice: ThemeChoice = $state('system');
  #system: ThemeName = $state('dark');
  readonly current: ThemeName = $derived(this.choice === 'system' ? this.#system : this.choice);
  readonly #page: Window;
  readonly #stored: Stored<ThemeChoice>;

  constructor(page: Window) {
    this.#page = page;
    this.#stored = new Stored(page.localStorage, 'theme', choiceSchema);
    this.choice = this.#stored.read() ?? 'system';
    const dark = page.matchMedia('(prefers-color-scheme: dark)');
    const follow = (): void => {
      this.#system = dark.matches ? 'dark' : 'light';
      this.#apply();
    };
    follow();
    dark.addEventListener('change', follow);
  }

  choose(choice: ThemeChoice): void {
    this.choice = choice;
    this.#stored.write(choice);
    this.#apply();
  }

  #apply(): void {
    this.#page.document.documentElement.dataset.theme = this.current;
  }
}
