import { parseNetwork, type NetworkSpec } from '../../src-core/architecture/network-spec';
import { InputError } from '../../src-core/input-error';
import { describeFileError } from '../storage/file-error';
import { writeFileAtomically } from '../storage/write-file';
import { readBytes } from '../trainer/datasets/read';

/** Writes a file whole or not at all, in the place of one that was there. */
export async function writeBytes(path: string, bytes: Uint8Array): Promise<void> {
  await writeFileAtomically(path, bytes).catch((error: unknown) => {
    throw new InputError(`${path}: cannot be written: ${describeFileError(error)}.`);
  });
}

export async function readText(path: string): Promise<string> {
  return new TextDecoder().decode(await readBytes(path));
}

/** A network file. Throws an InputError that names file and place. */
export async function readNetwork(path: string): Promise<NetworkSpec> {
  const text = await readText(path);
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new InputError(`${path}: is not valid JSON, expected a network file.`);
  }
  try {
    return parseNetwork(json);
  } catch (error) {
    throw error instanceof InputError ? new InputError(`${path}: ${error.message}`) : error;
  }
}
