import { readdir, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isFromBefore, removeLeftovers } from '../storage/leftovers';
import { clearUnbegun } from './run-folder';

/** Removes what a program that was killed left of its writing among all runs. Never rejects. */
export async function removeLeftoversOfRuns(runs: string): Promise<void> {
  const entries = await readdir(runs, { withFileTypes: true }).catch(() => []);
  for (const entry of entries) {
    if (!entry.isDirectory()) continue;
    const run = join(runs, entry.name);
    await removeLeftovers(run);
    await removeLeftovers(join(run, 'checkpoints'));
    const isCleared = await clearUnbegun(run).catch(() => false);
    // An empty one is of a run that was not even begun. One that is just being made is not touched.
    if (isCleared || (await isFromBefore(run).catch(() => false))) await rmdir(run).catch(() => undefined);
  }
}
