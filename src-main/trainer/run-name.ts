const two = (value: number): string => String(value).padStart(2, '0');

/** "2026-11-22_05-07-33-120_lenet-5": by time, then by network. */
export function newRunId(network: string, time: Date): string {
  const day = [time.getFullYear(), two(time.getMonth() + 1), two(time.getDate())].join('-');
  const clock = [time.getHours(), time.getMinutes(), time.getSeconds()].map(two).join('-');
  const milliseconds = String(time.getMilliseconds()).padStart(3, '0');
  // Windows takes no dot at the end of a name.
  const name = network.replace(/[^A-Za-z0-9._-]+/g, '-').replace(/\.+$/, '');
  return `${day}_${clock}-${milliseconds}_${name}`;
}

/** Room for a space, a sign and a number. */
const LONGEST = 190;

/** What a run is called: as the user named it, or else by its network and its number, "lenet-5 #12". */
export function runName(noted: string, network: string, number: number): string {
  return noted === nameBefore(network) ? `${noted.slice(0, LONGEST)} #${number}` : noted;
}

/** What stands in the notes before anybody has named a run. */
export const nameBefore = (network: string): string => network.trim().slice(0, 200) || 'run';
