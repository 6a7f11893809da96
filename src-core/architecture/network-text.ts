import { lineAt, readJson } from './json-reader';
import { networkSpecSchema, type NetworkSpec } from './network-spec';
import { graphFault, schemaFault } from './network-text-faults';

export { writeNetworkText } from './write-network-text';

/** A network, or one sentence on why the text is none and the line where it is wrong, the first being 1. */
export type NetworkTextReading =
  | { readonly ok: true; readonly network: NetworkSpec }
  | { readonly ok: false; readonly error: string; readonly line: number };

/**
 * A network from its text (docs/network.md). One that cannot run is a network, too, as long as it is a graph: its names can
 * be told apart, and its wires come from somewhere. Never throws.
 */
export function readNetworkText(text: string): NetworkTextReading {
  const fail = (error: string, at: number): NetworkTextReading => ({ ok: false, error, line: lineAt(text, at) });
  const json = readJson(text);
  if (!json.ok) return fail(json.error, json.at);
  const result = networkSpecSchema.safeParse(json.root.value);
  if (!result.success) {
    const { error, at } = schemaFault(result.error, json.root);
    return fail(error, at);
  }
  const fault = graphFault(json.root);
  return fault ? fail(fault.error, fault.at) : { ok: true, network: result.data };
}
