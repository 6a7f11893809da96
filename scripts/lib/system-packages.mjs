// The shared libraries that Electron needs and a bare Debian or Ubuntu lacks.
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheDir } from './paths.mjs';
import { capture } from './processes.mjs';
import { Problem, say, seconds } from './report.mjs';

/** Where a package was renamed, the newer name comes first (Debian 13, Ubuntu 24.04). */
const LIBRARY_PACKAGES = [
  ['libgtk-3-0t64', 'libgtk-3-0'],
  ['libnss3'],
  ['libgbm1'],
  ['libasound2t64', 'libasound2'],
  ['libudev1'],
  ['fonts-dejavu-core'],
];
const DISPLAY_PACKAGES = [['xvfb']];

export const isRoot = process.getuid?.() === 0;

/**
 * Installs what is missing as root; otherwise stops with the one line that installs it.
 * @param {import('./electron-runtime.mjs').Electron} electron
 * @param {{ virtualDisplay: boolean }} needs
 */
export async function ensureSystemPackages(electron, { virtualDisplay }) {
  if (process.platform !== 'linux') return;
  const libraries = await missingLibraries(electron.executable);
  const display = virtualDisplay && !(await hasCommand('Xvfb')) ? ['Xvfb'] : [];
  const missing = [...libraries, ...display];
  if (missing.length === 0) return;

  const wanted = [...(libraries.length ? LIBRARY_PACKAGES : []), ...(display.length ? DISPLAY_PACKAGES : [])];
  await install(wanted, missing);
  const stillMissing = await missingLibraries(electron.executable);
  if (stillMissing.length) throw new Problem(`Electron still lacks ${stillMissing.join(', ')}.`);
}

/**
 * @param {string[][]} wanted
 * @param {string[]} missing
 */
async function install(wanted, missing) {
  if (!(await hasCommand('apt-get'))) {
    throw new Problem(`this system lacks ${missing.join(', ')}: install them and start again.`);
  }
  if (!isRoot) {
    const packages = await availableNames(wanted);
    throw new Problem(
      `this system lacks ${missing.join(', ')}. Run: sudo apt-get update && sudo apt-get install -y --no-install-recommends ${packages.join(' ')}`,
    );
  }
  const start = performance.now();
  say(`installing system packages for ${missing.length === 1 ? missing[0] : `${missing.length} missing libraries`}`);
  await apt('update');
  await apt('install', '-y', '--no-install-recommends', ...(await availableNames(wanted)));
  say(`installed them in ${seconds(performance.now() - start)}`);
}

/** @param {...string} args */
async function apt(...args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const { code, output } = await capture('apt-get', ['-q', ...args], { env });
  if (code === 0) return;
  process.stderr.write(output);
  throw new Problem(`apt-get ${args[0]} failed; its messages stand above.`);
}

/**
 * The name each package has on this system.
 * @param {string[][]} wanted
 */
function availableNames(wanted) {
  return Promise.all(
    wanted.map(async (names) => {
      for (const name of names) if (await hasCandidate(name)) return name;
      return names.at(-1) ?? '';
    }),
  );
}

/** @param {string} name */
async function hasCandidate(name) {
  const { output } = await capture('apt-cache', ['policy', name], { env: { ...process.env, LC_ALL: 'C' } });
  return /Candidate: (?!\(none\))/.test(output);
}

/** @param {string} command */
async function hasCommand(command) {
  return (await capture('sh', ['-c', `command -v ${command}`])).code === 0;
}

/**
 * Asks the dynamic linker, once for each executable and state of the system's packages.
 * @param {string} executable
 * @returns {Promise<string[]>}
 */
async function missingLibraries(executable) {
  const stamp = join(cacheDir, 'libraries');
  const state = `${executable} ${changedAt(executable)} ${changedAt('/var/lib/dpkg/status')}`;
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === state) return [];
  const { output } = await capture('ldd', [executable]);
  const missing = [...output.matchAll(/^\s*(\S+) => not found$/gm)].map(([, library]) => library ?? '');
  if (missing.length === 0) {
    mkdirSync(cacheDir, { recursive: true });
    writeFileSync(stamp, state);
  }
  return missing;
}

/** @param {string} path */
const changedAt = (path) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
