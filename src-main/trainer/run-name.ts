const two = (value: number): string => String(value).padStart(2, '0');

/** "2026-11-22_05-07-33-120_lenet-5": by time, then by network. */
export function newRunId(network: string, time: Date): string {
  const day = [time.getFullYear(), two(time.getMonth() + 1), two(time.getDate())].join('-');
  const clock = [time.getHours(), time.getMinutes(), time.getSeconds()].map(two).join('-');
  const milliseconds = String(time.getMilliseconds()).padStart(3, '0');
  return `${day}_${clock}-${milliseconds}_${network.replace(/[^A-Za-z0-9._-]+/g, '-')}`;
}
