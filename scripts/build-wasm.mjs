// Compiles the kernels of src-core/kernels/wasm/assembly, unless what lies there was made from exactly these sources: one
// source, two modules, for plain and for relaxed SIMD.
//
// They become a module of TypeScript that holds them as base64: an import works alike in the build of the app, in Vitest
// and for the command line, in every thread, and the core needs no file and no address of one.
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import asc from 'assemblyscript/asc';
import { fingerprint } from './lib/fingerprint.mjs';
import { withLock } from './lib/lock.mjs';
import { fromRoot, isStarted, root } from './lib/paths.mjs';
import { main, Problem, say, seconds } from './lib/report.mjs';

const ENTRY = 'src-core/kernels/wasm/assembly/index.ts';
const INPUTS = [dirname(ENTRY), 'src-core/kernels/wasm/opcodes.ts', 'package-lock.json', 'scripts/build-wasm.mjs'];
const OUT = fromRoot('src-core', 'kernels', 'wasm', 'generated', 'modules.ts');
/** Pages of 64 kB: 2 GB, as in src-core/kernels/wasm/memory.ts. */
const MAX_PAGES = 32_768;

/** Brings the modules up to date; says something only when there is something to do. */
export async function ensureWasm() {
  const stamp = `// Made by scripts/build-wasm.mjs from ${fingerprint(root, INPUTS)}.\n`;
  if (isMadeFrom(stamp)) return;
  await withLock('wasm', 'another build of the kernels to finish', async () => {
    if (!isMadeFrom(stamp)) await build(stamp);
  });
}

/** @param {string} stamp */
function isMadeFrom(stamp) {
  try {
    return readFileSync(OUT, 'utf8').startsWith(stamp);
  } catch {
    return false;
  }
}

/** @param {string} stamp */
async function build(stamp) {
  const start = performance.now();
  say('compiling the kernels');
  const plain = await compile(false);
  const relaxed = await compile(true);
  const text = `${stamp}export const PLAIN = '${plain}';\nexport const RELAXED = '${relaxed}';\n`;
  mkdirSync(dirname(OUT), { recursive: true });
  const aside = `${OUT}.${process.pid}.tmp`;
  writeFileSync(aside, text);
  renameSync(aside, OUT);
  say(`compiled in ${seconds(performance.now() - start)}`);
}

/**
 * One module, as base64.
 * @param {boolean} relaxed
 */
async function compile(relaxed) {
  const output = 'kernels.wasm';
  /** @type {Map<string, string | Uint8Array>} */
  const files = new Map();
  const { error, stderr } = await asc.main(
    [
      ...[ENTRY, '--baseDir', root, '--outFile', output, '--bindings', 'raw', '--disableWarning', '112'],
      ...['--optimizeLevel', '3', '--shrinkLevel', '0', '--converge', '--noAssert', '--runtime', 'stub'],
      ...['--importMemory', '--sharedMemory', '--initialMemory', '1', '--maximumMemory', String(MAX_PAGES)],
      ...['--enable', relaxed ? 'simd,threads,relaxed-simd' : 'simd,threads', '--use', `RELAXED=${relaxed ? 1 : 0}`],
    ],
    { writeFile: (name, contents) => void files.set(name, contents) },
  );
  const wasm = files.get(output);
  if (error || !(wasm instanceof Uint8Array)) {
    process.stderr.write(stderr.toString());
    throw new Problem('the kernels could not be compiled; the messages stand above.');
  }
  return Buffer.from(wasm).toString('base64');
}

if (isStarted(import.meta.url)) await main(ensureWasm);
