// One hash over the contents of files and folders: the same hash, the same build.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Missing inputs count as absent: the hash changes when one of them comes into being.
 * @param {string} base
 * @param {string[]} inputs files and folders, relative to base
 */
export function fingerprint(base, inputs) {
  const hash = createHash('sha256');
  for (const path of inputs.flatMap((input) => filesUnder(base, input)).sort()) {
    const content = readFileSync(join(base, path));
    // Name and length stand between the contents, so that moving bytes from one file to the next shows.
    hash.update(`${path}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

/**
 * @param {string} base
 * @param {string} path
 * @returns {string[]}
 */
function filesUnder(base, path) {
  const stat = statSync(join(base, path), { throwIfNoEntry: false });
  if (!stat) return [];
  if (!stat.isDirectory()) return [path];
  return readdirSync(join(base, path))
    .filter((name) => !name.startsWith('.'))
    .flatMap((name) => filesUnder(base, `${path}/${name}`));
}
