import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/** What files held when they were last read or written here, so that what others wrote since then is not lost unasked. */
export class SeenFiles {
  readonly #hashes = new Map<string, string>();

  see(path: string, text: string): void {
    this.#hashes.set(path, hashOf(text));
  }

  /** Whether a file that was seen holds something else by now. Never rejects. */
  async isOther(path: string): Promise<boolean> {
    const seen = this.#hashes.get(path);
    if (seen === undefined) return false;
    return readFile(path).then(
      (bytes) => hashOf(new TextDecoder().decode(bytes)) !== seen, // as it was read, without a mark at its beginning
      () => false, // nothing is there that could be lost
    );
  }
}
