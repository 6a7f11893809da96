import { availableParallelism } from 'node:os';
import { setFlagsFromString } from 'node:v8';
import type { Kernels } from '../../src-core/kernels/kernels';
import { referenceKernels } from '../../src-core/kernels/reference';
import { createWasmKernels } from '../../src-core/kernels/wasm';
import { bestModule, hasRelaxedSimd } from '../../src-core/kernels/wasm/modules';
import { startLanes } from './lanes';

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

/** Most lanes that share a step: with more they wait for each other longer than they compute. */
const MOST_LANES = 8;

/** As many lanes as there are processors. */
export const allLanes = (): number => Math.min(MOST_LANES, availableParallelism());

/** Kernels to compute with, on one lane. All that belongs to one model has to come from one of them, as its tensors lie in their memory. */
export function openKernels(choice: KernelChoice = 'wasm'): Kernels {
  if (choice === 'reference') return referenceKernels;
  compiled ??= compile();
  return createWasmKernels(compiled);
}

/** The same on several lanes; `file` is training-worker.js as the build made it. The threads live until `terminate`. */
export function openKernelsOnLanes(file: string, lanes: number): { kernels: Kernels; terminate: () => void } {
  compiled ??= compile();
  const kernels = createWasmKernels({ ...compiled, lanes });
  return { kernels, ...startLanes(file, kernels.lanes) };
}
