import { InputError } from '../../src-core/input-error';
import type { Kernels } from '../../src-core/kernels/kernels';
import { KERNEL_CHOICES, openKernels } from '../trainer/kernels';
import type { CommandOption } from './command';
import type { Options } from './options';

/** The option that says what computes. */
export const KERNELS_OPTION: CommandOption = {
  type: 'string',
  value: 'K',
  what: 'wasm (fast, where this is left out) or reference (plain loops)',
};

/** The kernels that were asked for; the fast ones where nothing was said. */
export function kernelsFrom({ kernels }: Options): Kernels {
  const choice = KERNEL_CHOICES.find((known) => known === (kernels ?? 'wasm'));
  if (choice) return openKernels(choice);
  throw new InputError(`--kernels is "${String(kernels)}", expected ${KERNEL_CHOICES.join(' or ')}.`);
}
