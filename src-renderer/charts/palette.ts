/** The colours of a chart, from the tokens of the present theme. */
export interface Palette {
  readonly raw: string;
  /** For so many batches that their line fills the chart. */
  readonly rawFaint: string;
  readonly smooth: string;
  readonly validation: string;
  /** Of what was changed while it trained. */
  readonly change: string;
  readonly grid: string;
  readonly label: string;
  readonly panel: string;
  readonly ink: string;
  readonly font: string;
  /** Of words. */
  readonly fontUi: string;
}

const TOKENS = {
  raw: '--train-raw',
  rawFaint: '--train-faint',
  smooth: '--train',
  validation: '--val',
  change: '--pending',
  grid: '--line',
  label: '--ink-3',
  panel: '--raised',
  ink: '--ink',
  font: '--font-mono',
  fontUi: '--font-ui',
} satisfies Record<keyof Palette, string>;

export function readPalette(element: Element): Palette {
  const style = getComputedStyle(element);
  const entries = Object.entries(TOKENS).map(([name, token]) => [name, style.getPropertyValue(token).trim()]);
  return Object.fromEntries(entries) as Palette;
}
