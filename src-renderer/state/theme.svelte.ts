type ThemeName = 'dark' | 'light';

/** Dark or light, as the system has it, followed live. */
export class Theme {
  current: ThemeName = $state('dark');

  constructor(page: Window) {
    const dark = page.matchMedia('(prefers-color-scheme: dark)');
    const follow = (): void => {
      this.current = dark.matches ? 'dark' : 'light';
      page.document.documentElement.dataset.theme = this.current;
    };
    follow();
    dark.addEventListener('change', follow);
  }
}
