import { analyzeNetwork, type RunnableLayer } from '../../architecture/analyze';
import type { NetworkSpec } from '../../architecture/network-spec';

/** The source text of a network, or one sentence on why there is none. */
export type Code = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly error: string };

/** Writes a network that can run, from its layers in the order to run them. Never throws. */
export function codeOf(
  network: NetworkSpec,
  write: (network: NetworkSpec, layers: readonly RunnableLayer[]) => readonly string[],
): Code {
  const { layers, errors } = analyzeNetwork(network);
  if (errors.length > 0) return { ok: false, error: errors[0] };
  return { ok: true, text: `${write(network, layers as readonly RunnableLayer[]).join('\n')}\n` };
}
