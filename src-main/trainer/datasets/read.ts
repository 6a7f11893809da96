import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError } from '../../../src-core/input-error';
import { naturalOrder } from '../../../src-core/data/natural-order';
import { describeFileError } from '../../storage/file-error';

/** The bytes of a file. Throws an InputError that names it; `what`: what it is, where that helps. */
export async function readBytes(path: string, what = ''): Promise<Uint8Array> {
  const bytes = await readFile(path).catch((error: unknown) => {
    throw new InputError(`${path}: ${what && `${what} `}cannot be read: ${describeFileError(error)}.`);
  });
  // A plain array: a Buffer of Node's behaves differently where it is copied.
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);
}

/** What lies in a folder, in natural order, without hidden files. */
export interface Listing {
  readonly path: string;
  readonly files: readonly string[];
  readonly folders: readonly string[];
}

/** What systems leave in folders without being asked. */
const isHidden = (name: string): boolean => name.startsWith('.') || name === 'Thumbs.db' || name === 'desktop.ini';

/** Lists a folder; null when it is not a folder but a file. Throws an InputError when it cannot be read. */
export async function list(path: string): Promise<Listing | null> {
  try {
    const names = (await readdir(path)).filter((name) => !isHidden(name)).sort(naturalOrder);
    // stat, not the entry's own kind: a link counts as what it leads to.
    const kinds = await Promise.all(names.map((name) => stat(join(path, name))));
    const isFolder = new Map(names.map((name, i) => [name, kinds[i]?.isDirectory() === true]));
    return {
      path,
      files: names.filter((name) => !isFolder.get(name)),
      folders: names.filter((name) => isFolder.get(name)),
    };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOTDIR') return null;
    throw new InputError(`${path}: this folder cannot be read: ${describeFileError(error)}.`);
  }
}
