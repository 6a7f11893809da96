import type { NamedTensor } from '../../src-core/model/weights';
import { writeSafetensors } from '../../src-core/formats/safetensors';

/** Class numbers as PyTorch has them. */
interface Labels {
  readonly name: string;
  readonly shape: readonly number[];
  readonly labels: readonly number[];
}

/** A safetensors file of float32 tensors and, behind them, one of int64. */
export function batchFile(floats: readonly NamedTensor[], integers: Labels): Uint8Array {
  const bytes = writeSafetensors(floats);
  const headerLength = Number(new DataView(bytes.buffer).getBigUint64(0, true));
  const data = bytes.subarray(8 + headerLength);
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + headerLength))) as object;
  const labels = new Uint8Array(BigInt64Array.from(integers.labels, BigInt).buffer);
  const entry = {
    dtype: 'I64',
    shape: integers.shape,
    data_offsets: [data.length, data.length + labels.length],
  };
  const json = new TextEncoder().encode(JSON.stringify({ ...header, [integers.name]: entry }));
  const length = new Uint8Array(BigUint64Array.of(BigInt(json.length)).buffer);
  return Uint8Array.of(...length, ...json, ...data, ...labels);
}
