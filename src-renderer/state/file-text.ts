import { readNetworkText } from '../../src-core/architecture/network-text';
import type { NetworkSpec } from '../../src-core/architecture/network-spec';
import { InputError } from '../../src-core/input-error';

/** A network from the text of a file called `name`. Throws an InputError: one sentence with the first place that is wrong. */
export function readNetwork(text: string, name: string): NetworkSpec {
  const reading = readNetworkText(text);
  if (reading.ok) return reading.network;
  throw new InputError(`${name} was not opened: line ${reading.line}: ${reading.error}`);
}

/** A name for a file, of what every system takes in one. */
export const fileNameFor = (name: string): string => `${name.replace(/[^\p{L}\p{N} ._-]+/gu, '-').trim()}.json`;
