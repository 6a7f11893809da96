import type { EpochTime } from '../state/epoch-time';
import { formatCount, formatDuration, formatPercent } from '../state/format';

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

/** 0.352 → "35 %", 0.001 → "< 1 %" */
export function shareWords(share: number): string {
  return share > 0 && share < 0.01 ? '< 1 %' : formatPercent(share, 0);
}

/** Of what an epoch takes, that of layer number `at`: "≈ 0.62 s of an epoch (35 %)"; null where that is not known. */
export function layerTimeWords(time: EpochTime | null, at: number): string | null {
  const seconds = time?.layers?.[at];
  if (!time || seconds === undefined) return null;
  if (seconds === 0) return 'no time of its own';
  return `${aboutSeconds(seconds)} of an epoch (${shareWords(seconds / time.seconds)})`;
}

const BASES: Readonly<Record<EpochTime['basis'], string>> = {
  run: 'So long the epochs of this run have taken',
  steps: 'Found by running some steps on this machine',
  contendedSteps: 'Found by running some steps on this machine, beside the training that is going on',
  work: 'An estimate, by how much more or less this is to compute than what was measured last',
};

/** How it is known, and what of it is no layer's. */
export function epochHint({ basis, images, seconds }: EpochTime): string {
  return images === null
    ? BASES[basis]
    : `${BASES[basis]}. Images, loaded and augmented: ${shareWords(images / seconds)}`;
}
