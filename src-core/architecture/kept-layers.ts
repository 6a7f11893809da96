import { analyzeNetwork, type LayerAnalysis } from './analyze';
import type { NetworkSpec } from './network-spec';

/** Names of layers with parameters: those that can keep another network's weights, and those whose weights are new. */
export interface KeptLayers {
  readonly kept: readonly string[];
  readonly fresh: readonly string[];
}

/** Which weights of `from` fit into `to`: those of a layer of the same name and kind with parameters of the same shapes. */
export function keptLayers(from: NetworkSpec, to: NetworkSpec): KeptLayers {
  const old = new Map(analyzeNetwork(from).layers.map((layer) => [layer.spec.name, essence(layer)]));
  const layers = analyzeNetwork(to).layers.filter(({ parameters }) => parameters.length > 0);
  const fits = (layer: LayerAnalysis): boolean => old.get(layer.spec.name) === essence(layer);
  const names = (some: readonly LayerAnalysis[]): string[] => some.map(({ spec }) => spec.name);
  return { kept: names(layers.filter(fits)), fresh: names(layers.filter((layer) => !fits(layer))) };
}

const essence = ({ spec, parameters }: LayerAnalysis): string =>
  JSON.stringify([spec.kind, parameters.map(({ role, shape }) => [role, shape])]);
