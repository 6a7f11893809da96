import fc from 'fast-check';
import { setFlagsFromString } from 'node:v8';
import type { Kernels } from '../../src-core/kernels/kernels';
import { referenceKernels } from '../../src-core/kernels/reference';
import { createWasmKernels, type WasmKernels } from '../../src-core/kernels/wasm';
import { plainModule, relaxedModule, type KernelModule } from '../../src-core/kernels/wasm/modules';

// Node 20 has relaxed SIMD behind a flag; newer ones know no such flag and say nothing.
setFlagsFromString('--experimental-wasm-relaxed-simd');

export const compile = ({ bytes }: KernelModule): WebAssembly.Module => new WebAssembly.Module(bytes);

/** New kernels, with a memory of their own, of each compiled form. */
export const wasmKernels = (lanes = 1): readonly WasmKernels[] =>
  [plainModule(), relaxedModule()].map((kernels) =>
    createWasmKernels({ name: kernels.name, module: compile(kernels), lanes }),
  );

/** Everything that satisfies the contract; test/src-core/kernels holds each against definitions of its own. */
export const implementations: readonly Kernels[] = [referenceKernels, ...wasmKernels()];

/** How far a kernel may be from its definition in float64, measured against the largest value. */
export const TOLERANCE = 1e-5;

export const between = (min: number, max: number): fc.Arbitrary<number> => fc.integer({ min, max });

/** A tensor of the kernels' own memory. */
export function tensor(kernels: Kernels, values: ArrayLike<number>): Float32Array {
  const allocated = kernels.allocate(values.length);
  allocated.set(values);
  return allocated;
}

/** A tensor that waits to be filled: what a kernel leaves out stays NaN and is noticed. */
export function unset(kernels: Kernels, length: number): Float32Array {
  return tensor(kernels, new Float32Array(length).fill(NaN));
}

/**
 * The reference kernels in double precision: the same loops on Float64Arrays, which only their allocator decides. Finite
 * differences are then true to eight digits, and no step is so wide that it crosses the kink of a ReLU.
 */
export const doubleKernels: Kernels = {
  ...referenceKernels,
  name: 'reference in double precision',
  allocate: (length) => new Float64Array(length) as unknown as Float32Array,
};
