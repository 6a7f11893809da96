import { freemem, totalmem } from 'node:os';
import { checkMemory, KERNEL_MEMORY, type MemoryLimits } from '../../src-core/architecture/memory';
import type { NetworkSpec } from '../../src-core/architecture/network-spec';
import type { TrainingSettings } from '../../src-core/architecture/training-settings';
import type { Examples } from '../../src-core/data/dataset';

/** Half of the machine at least: what other programs and the cache of files hold is given back where it is wanted. */
const memoryLimits = (): MemoryLimits => ({ kernels: KERNEL_MEMORY, machine: Math.max(freemem(), totalmem() / 2) });

/** Throws an InputError where a network is too big to be trained here on these images. */
export function checkRoom(network: NetworkSpec, settings: TrainingSettings, { count, images }: Examples): void {
  checkMemory(network, settings, { count, pixelBytes: images.BYTES_PER_ELEMENT }, memoryLimits());
}
