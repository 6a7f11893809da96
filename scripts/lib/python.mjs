// A Python that has PyTorch, for what compares with it: the tests of the mathematics and the benchmark.
import { capture } from './processes.mjs';

/**
 * The first Python that can import torch: the one that the environment variable PYTHON names, else one of the usual ones.
 * @returns {Promise<string | undefined>}
 */
export async function pythonWithTorch() {
  const candidates = process.env.PYTHON ? [process.env.PYTHON] : ['python3', '/usr/bin/python3'];
  for (const python of candidates) {
    const { code } = await capture(python, ['-c', 'import torch']);
    if (code === 0) return python;
  }
  return undefined;
}
