// What `npm run check` consists of. Two stages run at a time; each says one line when it is done.
import { join } from 'node:path';
import { ensureWasm } from '../build-wasm.mjs';
import { binOf, cacheDir } from './paths.mjs';
import { capture } from './processes.mjs';
import { seconds } from './report.mjs';

/**
 * @typedef {object} Stage
 * @property {string} name
 * @property {string[]} command a script for Node and its arguments
 */

/** The slowest first, so that the short ones fill the gap at the end. @type {Stage[]} */
const STAGES = [
  // No cache here: rules on types look across files, and a cached file would not be asked again.
  { name: 'eslint', command: [binOf('eslint'), '.', '--max-warnings', '0'] },
  {
    name: 'svelte-check',
    command: [binOf('svelte-check'), '--tsconfig', 'src-renderer/tsconfig.json', '--fail-on-warnings'],
  },
  {
    name: 'typescript',
    command: [binOf('typescript', 'tsc'), '--build', 'src-core', 'src-main', 'test', '.'],
  },
  {
    name: 'prettier',
    command: [
      ...[binOf('prettier'), '.', '--check', '--log-level', 'warn'],
      ...['--cache', '--cache-strategy', 'content', '--cache-location', join(cacheDir, 'prettier')],
    ],
  },
  {
    name: 'dependency-cruiser',
    command: [
      ...[binOf('dependency-cruiser', 'depcruise'), 'src-core', 'src-main', 'src-renderer', 'test'],
      ...['--config', '.dependency-cruiser.cjs', '--output-type', 'err-long'],
    ],
  },
  { name: 'knip', command: [binOf('knip'), '--no-progress'] },
];
const AT_A_TIME = 2;

/**
 * Runs every stage, whatever the others say.
 * @returns {Promise<{ passed: number, failed: number }>}
 */
export async function runChecks() {
  await ensureWasm(); // TypeScript looks for the module that they are compiled to
  const waiting = [...STAGES];
  const count = { passed: 0, failed: 0 };
  const runner = async () => {
    for (let stage = waiting.shift(); stage; stage = waiting.shift()) {
      count[await runStage(stage)]++;
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, runner));
  return count;
}

/**
 * @param {Stage} stage
 * @returns {Promise<'passed' | 'failed'>}
 */
async function runStage({ name, command }) {
  const start = performance.now();
  const { code, output } = await capture(process.execPath, command);
  const took = seconds(performance.now() - start);
  console.log(code === 0 ? `ok ${name} ${took}` : `FAILED ${name} ${took}\n${output.trim()}\n`);
  return code === 0 ? 'passed' : 'failed';
}
