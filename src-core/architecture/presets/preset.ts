import type { LayerSpec } from '../layer-spec';
import { INPUT, type NetworkSpec } from '../network-spec';
import type { TrainingSettings } from '../training-settings';

/** A network with the recipe it is meant to be trained by. */
export interface Preset {
  readonly id: string;
  /** One line for the list: what it is and where it comes from. */
  readonly summary: string;
  readonly network: NetworkSpec;
  readonly settings: TrainingSettings;
}

export const DIGITS = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'];

/** Layers without their `inputs`, each reading the one before it: the common case of a network. */
export function chain(layers: readonly DistributiveOmit<LayerSpec, 'inputs'>[]): LayerSpec[] {
  return layers.map((layer, i) => ({ ...layer, inputs: [i === 0 ? INPUT : layers[i - 1].name] }));
}

/** Omit over each member of a union by itself. */
type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;
