import { PLAIN, RELAXED } from './generated/modules';

/** A compiled form of the kernels. */
export interface KernelModule {
  readonly name: 'wasm relaxed simd' | 'wasm simd';
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** A module of one function, f32x4.relaxed_madd of its three arguments: valid where relaxed SIMD is there. */
const RELAXED_PROBE = [
  ...[0, 97, 115, 109, 1, 0, 0, 0],
  ...[1, 8, 1, 96, 3, 123, 123, 123, 1, 123],
  ...[3, 2, 1, 0],
  ...[10, 13, 1, 11, 0, 32, 0, 32, 1, 32, 2, 253, 133, 2, 11],
];

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** The core has neither atob nor Buffer. */
function decodeBase64(text: string): Uint8Array<ArrayBuffer> {
  const values = Uint8Array.from(text, (digit) => Math.max(0, DIGITS.indexOf(digit)));
  const padding = text.length - text.indexOf('=');
  const bytes = new Uint8Array((text.length / 4) * 3 - (padding > 2 ? 0 : padding));
  for (let i = 0; i < bytes.length; i++) {
    const [place, shift] = [Math.floor(i / 3) * 4 + (i % 3), 2 + 2 * (i % 3)];
    bytes[i] = (values[place] << shift) | (values[place + 1] >> (6 - shift));
  }
  return bytes;
}

/** Products and sums rounded one after the other: runs wherever WebAssembly has SIMD. */
export const plainModule = (): KernelModule => ({ name: 'wasm simd', bytes: decodeBase64(PLAIN) });

/** Multiply and add in one, faster and rounded once. */
export const relaxedModule = (): KernelModule => ({ name: 'wasm relaxed simd', bytes: decodeBase64(RELAXED) });

export function hasRelaxedSimd(): boolean {
  return WebAssembly.validate(new Uint8Array(RELAXED_PROBE));
}

/** The fastest that runs here. Decided by what the runtime can, so that the same runtime always gives the same bytes. */
export function bestModule(): KernelModule {
  return hasRelaxedSimd() ? relaxedModule() : plainModule();
}
