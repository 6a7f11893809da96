// What the scripts say. Everything goes to stderr: stdout belongs to the program that was asked for.

/** Something the user can act on, said in one sentence: printed without a stack. */
export class Problem extends Error {}

/** @param {string} message */
export function say(message) {
  process.stderr.write(`kernelsmith: ${message}\n`);
}

/** @param {unknown} error */
export function sentenceOf(error) {
  const message = error instanceof Error ? error.message : String(error);
  return message.split('\n')[0] ?? '';
}

/** @param {number} milliseconds */
export const seconds = (milliseconds) => `${(milliseconds / 1000).toFixed(1)} s`;

/**
 * Runs a script's body: its number becomes the exit code, a failure one sentence.
 * KERNELSMITH_DEBUG=1 shows the stack as well.
 * @param {() => Promise<number | void>} body
 */
export async function main(body) {
  try {
    process.exitCode = (await body()) ?? 0;
  } catch (error) {
    say(error instanceof Problem ? error.message : `stopped: ${sentenceOf(error)}`);
    if (process.env.KERNELSMITH_DEBUG) console.error(error);
    process.exitCode = 1;
  }
}
