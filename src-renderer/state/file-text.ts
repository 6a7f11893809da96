import { networkSpecSchema, type NetworkSpec } from '../../src-core/architecture/network-spec';
import { describeIssue, InputError } from '../../src-core/input-error';

/** A network as it stands in a file. */
export const writeNetwork = (network: NetworkSpec): string => `${JSON.stringify(network, null, 2)}\n`;

/** A network from the text of a file called `name`. Throws an InputError: one sentence with the first place that is wrong. */
export function readNetwork(text: string, name: string): NetworkSpec {
  const result = networkSpecSchema.safeParse(parse(text, name));
  if (!result.success) throw new InputError(`${name} was not opened: ${describeIssue(result.error)}.`);
  return result.data;
}

function parse(text: string, name: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new InputError(`${name} was not opened: it is no JSON${placeOf(text, error)}.`);
  }
}

/** ", from line 3 on", as far as the parser says where it stopped */
function placeOf(text: string, error: unknown): string {
  const position = error instanceof Error ? /position (\d+)/.exec(error.message)?.[1] : undefined;
  return position === undefined ? '' : `, from line ${text.slice(0, Number(position)).split('\n').length} on`;
}

/** A name for a file, of what every system takes in one. */
export const fileNameFor = (name: string): string => `${name.replace(/[^\p{L}\p{N} ._-]+/gu, '-').trim()}.json`;
