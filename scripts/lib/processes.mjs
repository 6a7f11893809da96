// Starting other programs.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { root } from './paths.mjs';

const PARENT_POLL_MS = 250;

/**
 * @typedef {object} Outcome
 * @property {number} code exit code; 127 where the program does not exist
 * @property {string} output stdout and stderr, in the order they came
 */

/**
 * Runs a program silently and returns what it wrote.
 * @param {string} command
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 * @returns {Promise<Outcome>}
 */
export function capture(command, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const collect = (/** @type {Buffer} */ chunk) => (output += chunk.toString());
    child.stdout?.on('data', collect);
    child.stderr?.on('data', collect);
    child.on('error', (error) => resolve({ code: 127, output: error.message }));
    child.on('close', (code, signal) => resolve({ code: exitCode(code, signal), output }));
  });
}

/**
 * Runs a program in the foreground, with our input and output, and returns its exit code.
 *
 * Ctrl-C in a terminal reaches the whole process group, so the program has it already and a copy
 * would count as the second, impatient one. Only an interrupt sent to this process alone is
 * handed on. `interruptAs` names the signal to hand on in every case, for a program that treats
 * it as the same wish and not as a second one.
 * @param {string} command
 * @param {string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, interruptAs?: NodeJS.Signals }} [options]
 * @returns {Promise<number>}
 */
export function runInForeground(command, args, { env = process.env, interruptAs } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, env, stdio: 'inherit' });
    const stopPassing = passSignals(child, interruptAs);
    child.on('error', reject);
    child.on('close', (code, signal) => {
      stopPassing();
      resolve(exitCode(code, signal));
    });
  });
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @param {NodeJS.Signals | undefined} interruptAs
 */
function passSignals(child, interruptAs) {
  const onInterrupt = () => {
    if (interruptAs) child.kill(interruptAs);
    else if (!process.stdin.isTTY) child.kill('SIGINT');
  };
  const onTerminate = () => void child.kill('SIGTERM');
  process.on('SIGINT', onInterrupt).on('SIGTERM', onTerminate).on('SIGHUP', onTerminate);
  const stopWatching = whenLeftBehind(onTerminate);
  return () => {
    stopWatching();
    process.off('SIGINT', onInterrupt).off('SIGTERM', onTerminate).off('SIGHUP', onTerminate);
  };
}

/**
 * A signal that is sent to npm alone, npm hands to its shell alone; the shell dies of it and we never hear. So the end
 * of the shell means "stop" as well.
 * @param {() => void} react
 */
function whenLeftBehind(react) {
  // Without npm, the parent is a shell of the user's own, which may well leave first.
  if (!process.env.npm_lifecycle_event) return () => {};
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    react();
  }, PARENT_POLL_MS);
  return () => clearInterval(timer);
}

/**
 * The shell's convention: a program ended by a signal has the code 128 + its number.
 * @param {number | null} code
 * @param {NodeJS.Signals | null} signal
 */
function exitCode(code, signal) {
  return code ?? 128 + (signal ? constants.signals[signal] : 0);
}
