import { randomUUID } from 'node:crypto';
import { basename } from 'node:path';
import type { KnownFile } from '../../src-core/protocol/bridge';

/**
 * The files that the user chose, dropped or worked on, by the ids that the page knows them by. The page can name no other: what
 * has no id is out of its reach.
 */
export class KnownFiles {
  readonly #paths = new Map<string, string>();
  readonly #ids = new Map<string, string>();

  /** `path` is absolute; the same path has the same id. */
  know(path: string): KnownFile {
    const id = this.#ids.get(path) ?? randomUUID();
    this.#ids.set(path, id);
    this.#paths.set(id, path);
    return { id, name: basename(path) };
  }

  /** Undefined where nobody gave the page such an id. */
  path(id: string): string | undefined {
    return this.#paths.get(id);
  }
}
