import { setFlagsFromString } from 'node:v8';
import type { Kernels } from '../../src-core/kernels/kernels';
import { referenceKernels } from '../../src-core/kernels/reference';
import { createWasmKernels } from '../../src-core/kernels/wasm';
import { bestModule, hasRelaxedSimd } from '../../src-core/kernels/wasm/modules';

/** `wasm`: the fast ones. `reference`: plain loops, the definition of what is correct. */
export const KERNEL_CHOICES = ['wasm', 'reference'] as const;
export type KernelChoice = (typeof KERNEL_CHOICES)[number];

/** Compiled once in each thread. */
let compiled: { readonly name: string; readonly module: WebAssembly.Module } | undefined;

function compile(): { readonly name: string; readonly module: WebAssembly.Module } {
  // Node 20 knows relaxed SIMD but wants to be asked for it; Electron, and Node from 22 on, do not.
  if (!hasRelaxedSimd()) setFlagsFromString('--experimental-wasm-relaxed-simd');
  const { name, bytes } = bestModule();
  return { name, module: new WebAssembly.Module(bytes) };
}

/** Kernels to compute with. All that belongs to one model has to come from one of them, as its tensors lie in their memory. */
export function openKernels(choice: KernelChoice = 'wasm'): Kernels {
  if (choice === 'reference') return referenceKernels;
  compiled ??= compile();
  return createWasmKernels(compiled);
}
