import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { describeFileError } from '../storage/file-error';

/** What was read, or why it was not: one sentence. `gone`: there is no such file. */
export type Reading =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly message: string; readonly gone: boolean };

/** So much text may a network have; one of 500 layers has some 100 KB. */
export const MOST_MEGABYTES = 5;
export const MEGABYTE = 1e6;

/** Reads a text file of at most 5 MB. Never rejects. */
export async function readText(path: string): Promise<Reading> {
  const refuse = (why: string, gone = false): Reading => ({
    ok: false,
    message: `${basename(path)} was not opened: ${why}.`,
    gone,
  });
  try {
    const { size } = await stat(path).then((found) =>
      found.isFile() ? found : Promise.reject(new Error('it is no file')),
    );
    if (size > MOST_MEGABYTES * MEGABYTE) {
      return refuse(`it has ${(size / MEGABYTE).toFixed(1)} MB, and a network file has at most ${MOST_MEGABYTES} MB`);
    }
    return { ok: true, text: new TextDecoder('utf-8', { fatal: true }).decode(await readFile(path)) };
  } catch (error) {
    if (error instanceof TypeError) return refuse('it is no text in UTF-8');
    return refuse(describeFileError(error), error instanceof Error && 'code' in error && error.code === 'ENOENT');
  }
}
