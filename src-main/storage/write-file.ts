import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { removeLeftovers, temporaryBeside } from './leftovers';

/** Folders in which this program has removed what others left. */
const cleared = new Set<string>();

async function clear(folder: string): Promise<void> {
  if (cleared.has(folder)) return;
  cleared.add(folder);
  await removeLeftovers(folder);
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r').catch(() => null);
  // Windows cannot open a folder; there the rename itself is on record.
  if (!folder) return;
  // Some network file systems refuse this; the file itself is safe by then.
  await folder
    .sync()
    .catch(() => undefined)
    .finally(() => folder.close());
}

async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'wx');
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Writes a file so that at any moment, even after a power cut, its path holds the old bytes or the new ones, whole. */
export async function writeFileAtomically(path: string, bytes: Uint8Array): Promise<void> {
  const folder = dirname(path);
  await clear(folder);
  const temporary = temporaryBeside(path);
  try {
    await writeWhole(temporary, bytes);
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw error;
  }
  await syncFolder(folder);
}
