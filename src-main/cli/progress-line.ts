/** Cells of the bar. */
const WIDTH = 24;

/** 75 → "1 min 15 s" */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.ceil(seconds));
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  return minutes < 60 ? `${minutes} min ${whole % 60} s` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** A bar for the share that is done, with it in percent and what there is to say. */
export function progressLine(share: number, ...words: readonly string[]): string {
  const full = Math.floor(share * WIDTH);
  const bar = '█'.repeat(full) + '░'.repeat(WIDTH - full);
  return `${bar} ${String(Math.floor(share * 100)).padStart(3)} %  ${words.join(' · ')}`;
}
