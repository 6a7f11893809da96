import { readFile } from 'node:fs/promises';
import { parseNetwork, type NetworkSpec } from '../../src-core/architecture/network-spec';
import { InputError } from '../../src-core/input-error';
import { describeFileError } from '../storage/file-error';

/** The network in a file. Throws an InputError that names the file and the place in it. */
export async function readNetworkFile(path: string): Promise<NetworkSpec> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new InputError(`${path}: the network cannot be read: ${describeFileError(error)}.`);
  });
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new InputError(`${path}: is not valid JSON: ${(error as Error).message}.`);
  }
  try {
    return parseNetwork(json);
  } catch (error) {
    throw error instanceof InputError ? new InputError(`${path}: ${error.message}`) : error;
  }
}
