import { join } from 'node:path';

const two = (value: number): string => String(value).padStart(2, '0');

/** "2026-11-22_05-07-33_lenet-5" in the folder of all runs: by time, then by network; null where there is no such folder. */
export function newRunFolder(runs: string, network: string, time: Date): string | null {
  if (runs === '') return null;
  const day = [time.getFullYear(), two(time.getMonth() + 1), two(time.getDate())].join('-');
  const clock = [time.getHours(), time.getMinutes(), time.getSeconds()].map(two).join('-');
  const milliseconds = String(time.getMilliseconds()).padStart(3, '0');
  return join(runs, `${day}_${clock}-${milliseconds}_${network.replace(/[^A-Za-z0-9._-]+/g, '-')}`);
}
