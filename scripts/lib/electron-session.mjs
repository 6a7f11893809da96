// Everything that has to be in place before an Electron window can open.
import { needsVirtualDisplay, openVirtualDisplay } from './display.mjs';
import { resolveElectron } from './electron-runtime.mjs';
import { capture } from './processes.mjs';
import { say } from './report.mjs';
import { ensureSystemPackages, isRoot } from './system-packages.mjs';

/**
 * @typedef {object} ElectronSession
 * @property {string} executable
 * @property {string[]} flags what Electron wants to be told on this machine
 * @property {NodeJS.ProcessEnv} env tells Playwright, electron-vite and `require('electron')` the same
 * @property {() => void} close takes the virtual display away
 */

/** @returns {Promise<ElectronSession>} */
export async function openElectronSession() {
  const electron = await resolveElectron();
  const virtualDisplay = needsVirtualDisplay();
  await ensureSystemPackages(electron, { virtualDisplay });
  const sandboxed = await canSandbox();
  const display = virtualDisplay ? await openVirtualDisplay() : undefined;
  return {
    executable: electron.executable,
    flags: flagsFor({ sandboxed, virtualDisplay }),
    env: environmentFor(electron, sandboxed, display?.name),
    close: () => display?.close(),
  };
}

/** @param {{ sandboxed: boolean, virtualDisplay: boolean }} machine */
function flagsFor({ sandboxed, virtualDisplay }) {
  const flags = sandboxed ? [] : ['--no-sandbox'];
  // Without a graphics card and a desktop, Chromium complains at length about both.
  if (virtualDisplay) flags.push('--disable-gpu', '--log-level=3');
  // Electron 25 would look for X11 only.
  if (process.env.WAYLAND_DISPLAY && !process.env.DISPLAY) flags.push('--ozone-platform-hint=auto');
  return flags;
}

/**
 * @param {import('./electron-runtime.mjs').Electron} electron
 * @param {boolean} sandboxed
 * @param {string | undefined} display
 */
function environmentFor(electron, sandboxed, display) {
  const { ELECTRON_RUN_AS_NODE: _asNode, ...env } = process.env;
  return {
    ...env,
    ELECTRON_OVERRIDE_DIST_PATH: electron.dist,
    ELECTRON_EXEC_PATH: electron.executable,
    ...(sandboxed ? {} : { NO_SANDBOX: '1' }),
    ...(display ? { DISPLAY: display } : {}),
  };
}

/**
 * Chromium refuses its sandbox to root, and cannot build it where ordinary users may not make user
 * namespaces (containers; Ubuntu since 23.10, unless the program has an AppArmor profile).
 */
async function canSandbox() {
  if (process.platform !== 'linux') return true;
  if (isRoot) return false;
  if ((await capture('unshare', ['--user', '--map-root-user', 'true'])).code === 0) return true;
  say('This system does not let Chromium build its sandbox: starting without it.');
  return false;
}
