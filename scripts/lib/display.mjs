// A screen to show the window on where the machine has none.
import { spawn } from 'node:child_process';
import { Problem, say } from './report.mjs';

/** Large enough for a window of 1920×1080. */
const SCREEN = '1920x1200x24';

export const needsVirtualDisplay = () =>
  process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY;

/**
 * Starts Xvfb on a free display number of its own choosing, which is safe when two start at once.
 * @returns {Promise<{ name: string, close: () => void }>}
 */
export async function openVirtualDisplay() {
  say('No display found: showing the window on a virtual one (Xvfb).');
  const args = ['-displayfd', '3', '-screen', '0', SCREEN, '-nolisten', 'tcp', '-noreset'];
  // A process group of its own: Ctrl-C must not take the screen away from a window that is closing.
  const server = spawn('Xvfb', args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'], detached: true });
  const close = () => void server.kill();
  process.once('exit', close);
  const number = await announcedNumber(server);
  if (!number) throw new Problem('the virtual display (Xvfb) could not be started.');
  return { name: `:${number}`, close };
}

/**
 * Xvfb writes its number, and then a line feed, once it accepts windows. It dies if nobody listens to the end.
 * @param {import('node:child_process').ChildProcess} server
 */
async function announcedNumber(server) {
  let text = '';
  for await (const chunk of /** @type {import('node:stream').Readable} */ (server.stdio[3])) text += chunk;
  return text.trim();
}
