import { formatCount, formatDuration } from '../state/format';

/** 416520 → "416,520", 11250000 → "11.3 M": as much as can be compared at a glance. */
export function countWords(count: number): string {
  if (count < 1e6) return formatCount(count);
  return count < 1e9 ? `${(count / 1e6).toPrecision(3)} M` : `${(count / 1e9).toPrecision(3)} G`;
}

/** 18816 → "18.4 kB", in units of 1024. */
export function bytesWords(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  const [size, unit] = bytes < 1024 ** 2 ? [bytes / 1024, 'kB'] : [bytes / 1024 ** 2, 'MB'];
  return `${size >= 100 ? formatCount(size) : size.toPrecision(3)} ${unit}`;
}

/** "≈ 1.4 s", "≈ 2 min 05 s" */
export function aboutSeconds(seconds: number): string {
  if (seconds < 0.01) return `≈ ${(1000 * seconds).toPrecision(2)} ms`;
  return `≈ ${seconds < 9.95 ? `${seconds.toPrecision(2)} s` : formatDuration(seconds)}`;
}
