import { readFile, rename } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { describeFileError } from '../storage/file-error';

/** `damaged` comes with one sentence that tells where the file is now. */
export type Kept<T> =
  | { readonly kind: 'none' }
  | { readonly kind: 'found'; readonly content: T }
  | { readonly kind: 'damaged'; readonly message: string };

/**
 * Reads a file of JSON in which an earlier session kept something. What cannot be understood is put aside, so that nothing ever
 * stumbles over it again, and nothing of it is lost. `read` throws where it is not what it should be; `what` names it.
 */
export async function readKept<T>(path: string, read: (content: unknown) => T, what: string): Promise<Kept<T>> {
  try {
    return { kind: 'found', content: read(JSON.parse(await readFile(path, 'utf8'))) };
  } catch (error) {
    return isMissing(error) ? { kind: 'none' } : { kind: 'damaged', message: await putAside(path, what) };
  }
}

const isMissing = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT';

async function putAside(path: string, what: string): Promise<string> {
  const aside = join(dirname(path), `damaged-${basename(path)}`);
  return rename(path, aside).then(
    () => `${what} cannot be read; what there is of it was put aside as ${aside}.`,
    (error: unknown) => `${what} cannot be read: ${describeFileError(error)}.`,
  );
}
