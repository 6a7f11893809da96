/** Median, minimum and maximum of measured times, in a line that can be compared with others. */
export function summarize(what: string, times: readonly number[], unit = 'ms'): string {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number): string => (sorted[Math.floor(share * (sorted.length - 1))] ?? NaN).toFixed(1);
  return `${what}: median ${at(0.5)} ${unit} (min ${at(0)}, 95 % ${at(0.95)}, max ${at(1)}; n = ${sorted.length})`;
}

export const wait = (milliseconds: number): Promise<void> => new Promise((done) => setTimeout(done, milliseconds));
