// Where things lie. Everything generated goes into git-ignored folders only.
import { readFileSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** @param {...string} parts */
export const fromRoot = (...parts) => join(root, ...parts);

/** Stamps, locks, tool caches. Lies in node_modules, so that `npm ci` starts afresh. */
export const cacheDir = fromRoot('node_modules', '.cache', 'kernelsmith');

/**
 * The script behind a package's command. It is run with the Node at hand: no npx, no PATH.
 * @param {string} packageName
 * @param {string} [command]
 */
export function binOf(packageName, command = packageName) {
  const folder = fromRoot('node_modules', packageName);
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return join(folder, typeof bin === 'string' ? bin : bin[command]);
}

/**
 * Whether a module is the script that was started (rather than imported by another one).
 * @param {string} moduleUrl
 */
export function isStarted(moduleUrl) {
  const started = process.argv[1];
  return started !== undefined && realpathSync(started) === fileURLToPath(moduleUrl);
}
