// Builds the app into out/, unless what lies there was made from exactly these sources.
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fingerprint } from './lib/fingerprint.mjs';
import { codeOf, withLock } from './lib/lock.mjs';
import { binOf, fromRoot, isStarted, root } from './lib/paths.mjs';
import { capture } from './lib/processes.mjs';
import { main, Problem, say, seconds } from './lib/report.mjs';
import { ensureWasm } from './build-wasm.mjs';
import { ensureData } from './prepare-data.mjs';

/** Everything that can change the build. */
const INPUTS = [
  'src-core',
  'src-main',
  'src-renderer',
  'electron.vite.config.ts',
  'tsconfig.base.json',
  'package.json',
  'package-lock.json',
  'scripts/build.mjs',
];
const OUT = fromRoot('out');
const STAMP = '.inputs';
const ASIDE = '.out-';

/** Brings data, kernels and build up to date; says something only when there is something to do. */
export async function ensureBuilt() {
  await ensureData();
  await ensureWasm(); // before the fingerprint: the compiled kernels are among the sources
  const inputs = fingerprint(root, INPUTS);
  if (isBuiltFrom(inputs)) return;
  await withLock('build', 'another build to finish', async () => {
    if (!isBuiltFrom(inputs)) await build(inputs);
  });
}

/** The next ensureBuilt builds anew: for whoever writes to out/ by other means. */
export function forgetBuild() {
  rmSync(join(OUT, STAMP), { force: true });
}

/** @param {string} inputs */
function isBuiltFrom(inputs) {
  const stamp = join(OUT, STAMP);
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === inputs;
}

/**
 * Builds aside and renames into place: a program that starts meanwhile finds the old build or the
 * new one, and a build that fails leaves the old one alone.
 * @param {string} inputs
 */
async function build(inputs) {
  const start = performance.now();
  say('building');
  removeLeftovers();
  const aside = mkdtempSync(fromRoot(ASIDE));
  try {
    await runVite(aside);
    writeFileSync(join(aside, STAMP), inputs);
    chmodSync(aside, 0o755); // a temporary folder is its maker's alone; the build is everybody's
    replaceFolder(OUT, aside);
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
  say(`built in ${seconds(performance.now() - start)}`);
}

/** Runs as a program of its own: it sets NODE_ENV, which must not reach the app or the tests. */
async function runVite(/** @type {string} */ outDir) {
  const args = [binOf('electron-vite'), 'build', '--logLevel', 'warn', '--outDir', outDir];
  const { code, output } = await capture(process.execPath, args);
  process.stderr.write(withoutStack(output));
  if (code !== 0) throw new Problem('the build failed; its messages stand above.');
}

/** @param {string} output */
const withoutStack = (output) => output.replace(/^ +at .+\n?/gm, '');

/** What builds that were killed left behind. Only the holder of the lock comes here. */
function removeLeftovers() {
  const leftovers = readdirSync(root).filter((name) => name.startsWith(ASIDE));
  for (const name of leftovers) rmSync(fromRoot(name), { recursive: true, force: true });
}

/**
 * @param {string} target
 * @param {string} replacement
 */
function replaceFolder(target, replacement) {
  const old = `${replacement}-old`;
  try {
    renameSync(target, old);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
  }
  renameSync(replacement, target);
  rmSync(old, { recursive: true, force: true });
}

if (isStarted(import.meta.url)) await main(ensureBuilt);
