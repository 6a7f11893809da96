import type { NamedTensor } from '../model/weights';

// Layout: magic, version (2 bytes), header length (2 bytes, little-endian), header (a Python dict), values, little-endian.
// Source: https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html, version 1.0.

const MAGIC = [0x93, ...new TextEncoder().encode('NUMPY'), 1, 0];
/** The values begin at a multiple of this, so that they can be mapped into memory. */
const ALIGNMENT = 64;
const FLOAT_BYTES = 4;

/** A Python tuple: `()`, `(3,)`, `(3, 4)`. */
function tuple(shape: readonly number[]): string {
  return shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(', ')})`;
}

/** One array of float32 as an NPY file. The same values and shape give the same bytes. */
export function writeNpy({ shape, values }: Omit<NamedTensor, 'name'>): Uint8Array<ArrayBuffer> {
  const dict = `{'descr': '<f4', 'fortran_order': False, 'shape': ${tuple(shape)}, }`;
  const prefix = MAGIC.length + 2;
  const start = Math.ceil((prefix + dict.length + 1) / ALIGNMENT) * ALIGNMENT;
  const bytes = new Uint8Array(start + FLOAT_BYTES * values.length);
  const view = new DataView(bytes.buffer);
  bytes.set(MAGIC);
  view.setUint16(MAGIC.length, start - prefix, true);
  bytes.set(new TextEncoder().encode(`${dict.padEnd(start - prefix - 1)}\n`), prefix);
  values.forEach((value, i) => {
    view.setFloat32(start + FLOAT_BYTES * i, value, true);
  });
  return bytes;
}
