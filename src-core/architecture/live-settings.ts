import { z } from 'zod';
import { InputError } from '../input-error';
import { dropoutRateSchema, type LayerSpec } from './layer-spec';
import type { NetworkSpec } from './network-spec';
import { optimizerSpecSchema } from './optimizer-spec';
import { trainingSettingsSchema, type TrainingSettings } from './training-settings';

const { schedule, warmup, clipNorm } = trainingSettingsSchema.shape;

/** What may change while a network is being trained: everything else would make another run of it. */
export const liveSettingsSchema = z.strictObject({
  /** Of the same kind as before: what another one remembers of the weights does not fit. */
  optimizer: optimizerSpecSchema,
  /** As if it had been there from the first step on; a plateau begins to wait anew. */
  schedule,
  warmup,
  clipNorm,
  /** Rates of dropout layers by name; one that is not named stays as it is. */
  dropout: z.record(z.string(), dropoutRateSchema),
});
export type LiveSettings = z.infer<typeof liveSettingsSchema>;

/** A network with what it is trained by. */
interface Recipe {
  readonly network: NetworkSpec;
  readonly settings: TrainingSettings;
}

/** Those of a recipe, the rates of all its dropout layers among them. */
export function liveSettingsOf({ network, settings }: Recipe): LiveSettings {
  const { optimizer, schedule, warmup, clipNorm } = settings;
  const rates = network.layers.flatMap((layer) =>
    layer.kind === 'dropout' ? [[layer.name, layer.rate] as const] : [],
  );
  return { optimizer, schedule, warmup, clipNorm, dropout: Object.fromEntries(rates) };
}

/** The recipe with other live settings. Throws an InputError that names what can change by a restart only, or is not there. */
export function withLiveSettings({ network, settings }: Recipe, { dropout, ...live }: LiveSettings): Recipe {
  const { kind } = settings.optimizer;
  if (live.optimizer.kind !== kind) {
    throw new InputError(`The optimizer can change from ${kind} to ${live.optimizer.kind} by a restart only.`);
  }
  for (const name of Object.keys(dropout)) {
    if (network.layers.some((layer) => layer.kind === 'dropout' && layer.name === name)) continue;
    throw new InputError(`Network "${network.name}" has no dropout layer "${name}".`);
  }
  const rated = (layer: LayerSpec): LayerSpec =>
    layer.kind === 'dropout' && Object.hasOwn(dropout, layer.name) ? { ...layer, rate: dropout[layer.name] } : layer;
  return { network: { ...network, layers: network.layers.map(rated) }, settings: { ...settings, ...live } };
}
