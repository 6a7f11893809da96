import type { LayerSpec } from './layer-spec';
import type { NetworkSpec } from './network-spec';
import { sameContent } from './same-content';
import type { TrainingSettings } from './training-settings';

interface Recipe {
  readonly network: NetworkSpec;
  readonly settings: TrainingSettings;
}

/** What a run keeps from its first step to its last. Of the optimizer that is its kind. */
export type FixedPart = 'layers' | Exclude<keyof TrainingSettings, 'epochs' | 'schedule' | 'warmup' | 'clipNorm'>;

/**
 * The first thing in which a recipe differs so far from that of a run that the run cannot go on by it: more than live
 * settings and the number of epochs. Null: it can.
 */
export function fixedChange(run: Recipe, wanted: Recipe): FixedPart | null {
  if (!sameContent(essence(run.network), essence(wanted.network))) return 'layers';
  const [own, now] = [fixedOf(run.settings), fixedOf(wanted.settings)];
  const parts = Object.keys(own) as (keyof typeof own)[];
  return parts.find((part) => !sameContent(own[part], now[part])) ?? null;
}

/** Names of the network and of its classes change nothing that was learned. */
const essence = ({ layers, input, loss }: NetworkSpec): unknown[] => [layers.map(withoutRate), input, loss];

const withoutRate = (layer: LayerSpec): LayerSpec => (layer.kind === 'dropout' ? { ...layer, rate: 0 } : layer);

function fixedOf({ epochs: _e, schedule: _s, warmup: _w, clipNorm: _c, ...fixed }: TrainingSettings) {
  return { ...fixed, optimizer: fixed.optimizer.kind };
}
