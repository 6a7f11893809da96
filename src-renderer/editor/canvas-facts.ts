import type { LayerAnalysis, NetworkAnalysis } from '../../src-core/architecture/analyze';
import { keptLayers } from '../../src-core/architecture/kept-layers';
import type { NetworkSpec } from '../../src-core/architecture/network-spec';
import type { EpochTime } from '../state/epoch-time';

/** What of the time of an epoch is each layer's, 0…1; nothing while that is not known. */
export function timeShares({ layers }: NetworkAnalysis, time: EpochTime | null): ReadonlyMap<string, number> {
  if (!time?.layers) return new Map();
  const { seconds, layers: parts } = time;
  return new Map(layers.map(({ spec }, i) => [spec.name, (parts[i] ?? 0) / seconds]));
}

export const layersByName = ({ layers }: NetworkAnalysis): ReadonlyMap<string, LayerAnalysis> =>
  new Map(layers.map((layer) => [layer.spec.name, layer]));

/** Layers whose weights would be new, if the edited network went on from those of a run; none where there is no run. */
export const freshLayers = (opened: NetworkSpec | null, edited: NetworkSpec): ReadonlySet<string> =>
  new Set(opened ? keptLayers(opened, edited).fresh : []);
