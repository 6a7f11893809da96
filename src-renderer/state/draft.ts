import { z } from 'zod';
import { findPreset, type Preset } from '../../src-core/architecture/presets';
import { trainingSettingsSchema, type TrainingSettings } from '../../src-core/architecture/training-settings';

const recipeSchema = z.object({ preset: z.string(), settings: trainingSettingsSchema });

/** What stands in the form beside an unsaved network. */
export interface DraftRecipe {
  readonly preset: Preset;
  readonly settings: TrainingSettings;
}

export const writeRecipe = ({ preset, settings }: DraftRecipe): string =>
  JSON.stringify({ preset: preset.id, settings });

/** Null for what another version of the program left: the network is what counts. */
export function readRecipe(text: string): DraftRecipe | null {
  try {
    const { preset, settings } = recipeSchema.parse(JSON.parse(text));
    return { preset: findPreset(preset), settings };
  } catch {
    return null;
  }
}
