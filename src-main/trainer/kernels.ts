import { availableParallelism } from 'node:os';
import { setFlagsFromString } from 'node:v8';
import type { Kernels } from '../../src-core/kernels/kernels';
import { referenceKernels } from '../../src-core/kernels/reference';
import { InputError } from '../../src-core/input-error';
import { createWasmKernels, type WasmKernels } from '../../src-core/kernels/wasm';
import {
  bestModule,
  hasRelaxedSimd,
  plainModule,
  relaxedModule,
  type KernelModule,
} from '../../src-core/kernels/wasm/modules';
import { startLanes, type WorkerSide } from './lanes';

/** `wasm`: the fast ones, `relaxed` where they run, else `plain`. `reference`: plain loops, the definition of what is correct. */
export const KERNEL_CHOICES = ['wasm', 'relaxed', 'plain', 'reference'] as const;
export type KernelChoice = (typeof KERNEL_CHOICES)[number];
export type WasmChoice = Exclude<KernelChoice, 'reference'>;

interface CompiledModule {
  readonly name: KernelModule['name'];
  readonly module: WebAssembly.Module;
}

/** Each compiled once in each thread. */
const compiled = new Map<WasmChoice, CompiledModule>();

function chooseModule(choice: WasmChoice): KernelModule {
  if (choice === 'plain') return plainModule();
  // Node 20 knows relaxed SIMD but wants to be asked for it; Electron, and Node from 22 on, do not.
  if (!hasRelaxedSimd()) setFlagsFromString('--experimental-wasm-relaxed-simd');
  if (choice === 'wasm') return bestModule();
  if (hasRelaxedSimd()) return relaxedModule();
  throw new InputError('The relaxed kernels do not run here: this runtime has no relaxed SIMD.');
}

function compile(choice: WasmChoice): CompiledModule {
  const known = compiled.get(choice);
  if (known) return known;
  const { name, bytes } = chooseModule(choice);
  const made = { name, module: new WebAssembly.Module(bytes) };
  compiled.set(choice, made);
  return made;
}

/** Most lanes that share a step: with more they wait for each other longer than they compute. */
const MOST_LANES = 8;

/** As many lanes as there are processors. */
export const allLanes = (): number => Math.min(MOST_LANES, availableParallelism());

/** What the fast ones are called here. */
export const kernelsName = (): string => compile('wasm').name;

/**
 * Kernels to compute with, on the caller's lane until the others that there are to be are started, too. All that belongs to one
 * model has to come from one of them, as its tensors lie in their memory.
 */
export function openKernels(choice?: WasmChoice, lanes?: number): WasmKernels;
export function openKernels(choice: KernelChoice): Kernels;
export function openKernels(choice: KernelChoice = 'wasm', lanes = 1): Kernels {
  return choice === 'reference' ? referenceKernels : createWasmKernels({ ...compile(choice), lanes });
}

/** The fast ones for a worker, on all lanes. */
export function openKernelsInWorker({ askForLanes }: Pick<WorkerSide, 'askForLanes'>): WasmKernels {
  const kernels = openKernels('wasm', allLanes());
  askForLanes(kernels.lanes);
  return kernels;
}

/** The fast ones on several lanes, for the first thread of a program; `file` is training-worker.js as the build made it. The threads live until `terminate`. */
export function openKernelsOnLanes(
  file: string,
  lanes: number,
  choice: WasmChoice = 'wasm',
): { kernels: WasmKernels; terminate: () => void } {
  const kernels = openKernels(choice, lanes);
  return { kernels, ...startLanes(file, kernels.lanes) };
}
