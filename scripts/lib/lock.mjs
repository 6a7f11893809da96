// A lock between processes: a directory, because making one either succeeds or fails as a whole.
// It only saves double work. Whatever is made under it is made aside and renamed into place, so
// even two holders at once could do no harm; that keeps taking over a dead holder's lock simple.
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { cacheDir } from './paths.mjs';
import { say } from './report.mjs';

const POLL_MS = 100;
const TOO_OLD_MS = 15 * 60_000;
const UNSIGNED_MS = 5_000;

/**
 * @template T
 * @param {string} name
 * @param {string} waitingFor said once if somebody else holds the lock
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLock(name, waitingFor, work) {
  const directory = join(cacheDir, `${name}.lock`);
  mkdirSync(cacheDir, { recursive: true });
  for (let attempt = 0; !acquire(directory); attempt++) {
    if (attempt === 0) say(`waiting for ${waitingFor}`);
    if (isAbandoned(directory)) rmSync(directory, { recursive: true, force: true });
    else await pause(POLL_MS);
  }
  try {
    return await work();
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** @param {string} directory */
function acquire(directory) {
  try {
    mkdirSync(directory);
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
  writeFileSync(join(directory, 'pid'), String(process.pid));
  return true;
}

/** @param {string} directory */
function isAbandoned(directory) {
  const stat = statSync(directory, { throwIfNoEntry: false });
  if (!stat) return false;
  const age = Date.now() - stat.mtimeMs;
  const pid = holderOf(directory);
  return pid === undefined ? age > UNSIGNED_MS : age > TOO_OLD_MS || !isAlive(pid);
}

/** @param {string} directory */
function holderOf(directory) {
  try {
    return Number(readFileSync(join(directory, 'pid'), 'utf8'));
  } catch {
    return undefined; // released meanwhile, or not yet signed
  }
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

/**
 * @param {unknown} error
 * @returns {unknown}
 */
export const codeOf = (error) => (error instanceof Error && 'code' in error ? error.code : undefined);
