import { InputError } from '../../input-error';
import { lenet5 } from './lenet-5';
import { notebook000 } from './notebook-000';
import { notebook001 } from './notebook-001';
import { notebook002 } from './notebook-002';
import { notebook003 } from './notebook-003';
import { notebook004 } from './notebook-004';
import type { Preset } from './preset';
import { residual } from './residual';
import { strong } from './strong';
import { tiny } from './tiny';

export type { Preset } from './preset';

/** All presets, in the order in which they are offered. */
export const presets: readonly Preset[] = [
  lenet5,
  tiny,
  strong,
  residual,
  notebook000,
  notebook001,
  notebook002,
  notebook003,
  notebook004,
];

/** The network that a new user gets. */
export const defaultPreset = lenet5;

/** Throws an InputError that lists the names there are. */
export function findPreset(id: string): Preset {
  const preset = presets.find((candidate) => candidate.id === id);
  if (!preset)
    throw new InputError(`There is no preset "${id}": the presets are ${presets.map((p) => p.id).join(', ')}.`);
  return preset;
}
