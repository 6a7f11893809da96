import { sha256 } from '@noble/hashes/sha2';
import { bytesToHex } from '@noble/hashes/utils';
import type { z } from 'zod';
import { liveSettingsSchema } from '../architecture/live-settings';
import { InputError, describeIssue } from '../input-error';
import type { NamedTensor } from '../model/weights';
import type { Checkpoint } from '../training/checkpoint';
import { progressStateSchema } from '../training/progress';
import { readWeightsFile, writeSafetensors } from './safetensors';

// A checkpoint is a safetensors file. What the optimizer remembers, the weights of the best epoch and those that they replaced
// stand under names that no parameter can have; the progress, and live settings that were changed, are JSON in the metadata,
// beside the SHA-256 of the whole file with zeros in the checksum's own place.

const OPTIMIZER = 'optimizer/';
const BEST = 'best/';
const REPLACED = 'replaced/';
const PROGRESS = 'kernelsmith.progress';
const CHECKSUM = 'kernelsmith.sha256';
/** Sorted behind the checksum, which has to be found near the beginning. */
const LIVE = 'kernelsmith.training';
const NO_CHECKSUM = '0'.repeat(64);

/** Where the checksum's 64 digits stand; -1 when there is none. Metadata comes first, so the first place found is the one. */
function findChecksum(bytes: Uint8Array, digits: string): number {
  const wanted = new TextEncoder().encode(`"${CHECKSUM}":"${digits}"`);
  const last = Math.min(bytes.length, 4096) - wanted.length;
  for (let at = 0; at <= last; at++) {
    if (wanted.every((byte, i) => bytes[at + i] === byte)) return at + wanted.length - digits.length - 1;
  }
  return -1;
}

/** The same checkpoint gives the same bytes. */
export function writeCheckpoint(checkpoint: Checkpoint): Uint8Array<ArrayBuffer> {
  const { progress, weights, optimizer, best, replaced, live } = checkpoint;
  const under = (prefix: string, tensors: readonly NamedTensor[]): NamedTensor[] =>
    tensors.map((tensor) => ({ ...tensor, name: prefix + tensor.name }));
  const metadata = {
    [CHECKSUM]: NO_CHECKSUM,
    [PROGRESS]: JSON.stringify(progress),
    ...(live && { [LIVE]: JSON.stringify(live) }),
  };
  const others = [...under(OPTIMIZER, optimizer), ...under(BEST, best), ...under(REPLACED, replaced)];
  const bytes = writeSafetensors([...weights, ...others], metadata);
  const place = findChecksum(bytes, NO_CHECKSUM);
  bytes.set(new TextEncoder().encode(bytesToHex(sha256(bytes))), place);
  return bytes;
}

function verify(bytes: Uint8Array, checksum: string | undefined, fileName: string): void {
  const place = checksum?.length === NO_CHECKSUM.length ? findChecksum(bytes, checksum) : -1;
  if (place === -1) throw new InputError(`${fileName}: is no checkpoint: it has no checksum.`);
  const copy = Uint8Array.from(bytes);
  copy.set(new TextEncoder().encode(NO_CHECKSUM), place);
  if (bytesToHex(sha256(copy)) === checksum) return;
  throw new InputError(`${fileName}: is damaged: its checksum does not agree with its content.`);
}

function parse<T>(schema: z.ZodType<T>, key: string, text: string | undefined, fileName: string): T {
  let json: unknown;
  try {
    json = JSON.parse(text ?? '');
  } catch {
    throw new InputError(`${fileName}: is no checkpoint: its metadata "${key}" is not JSON.`);
  }
  const result = schema.safeParse(json);
  if (!result.success) throw new InputError(`${fileName}: ${key}: ${describeIssue(result.error)}.`);
  return result.data;
}

/** Reads a checkpoint back. Throws an InputError that says in which file what is wrong. */
export function readCheckpoint(bytes: Uint8Array, fileName: string): Checkpoint {
  const { tensors, metadata } = readWeightsFile(bytes, fileName);
  verify(bytes, metadata[CHECKSUM], fileName);
  const under = (prefix: string): NamedTensor[] =>
    tensors
      .filter(({ name }) => name.startsWith(prefix))
      .map((tensor) => ({ ...tensor, name: tensor.name.slice(prefix.length) }));
  return {
    progress: parse(progressStateSchema, PROGRESS, metadata[PROGRESS], fileName),
    weights: tensors.filter(({ name }) => ![OPTIMIZER, BEST, REPLACED].some((prefix) => name.startsWith(prefix))),
    optimizer: under(OPTIMIZER),
    best: under(BEST),
    replaced: under(REPLACED),
    live: LIVE in metadata ? parse(liveSettingsSchema, LIVE, metadata[LIVE], fileName) : null,
  };
}
