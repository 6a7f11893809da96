import { InputError } from '../../src-core/input-error';
import type { Kernels } from '../../src-core/kernels/kernels';
import { KERNEL_CHOICES, openKernels, type KernelChoice } from '../trainer/kernels';
import type { CommandOption } from './command';
import type { Options } from './options';

/** The option that says what computes. */
export const KERNELS_OPTION: CommandOption = {
  type: 'string',
  value: 'K',
  what: 'wasm (the fastest that run here, where this is left out), relaxed, plain or reference (plain loops)',
};

/** What was asked for; the fast ones where nothing was said. */
export function kernelChoice({ kernels }: Options): KernelChoice {
  const choice = KERNEL_CHOICES.find((known) => known === (kernels ?? 'wasm'));
  if (choice) return choice;
  throw new InputError(`--kernels is "${String(kernels)}", expected ${KERNEL_CHOICES.join(' or ')}.`);
}

/** The kernels that were asked for, on one lane. */
export function kernelsFrom(options: Options): Kernels {
  return openKernels(kernelChoice(options));
}
