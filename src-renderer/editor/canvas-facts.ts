import type { LayerAnalysis, NetworkAnalysis } from '../../src-core/architecture/analyze';
import { keptLayers } from '../../src-core/architecture/kept-layers';
import type { NetworkSpec } from '../../src-core/architecture/network-spec';

export const layersByName = ({ layers }: NetworkAnalysis): ReadonlyMap<string, LayerAnalysis> =>
  new Map(layers.map((layer) => [layer.spec.name, layer]));

/** Layers whose weights would be new, if the edited network went on from those of a run; none where there is no run. */
export const freshLayers = (opened: NetworkSpec | null, edited: NetworkSpec): ReadonlySet<string> =>
  new Set(opened ? keptLayers(opened, edited).fresh : []);
