import { checkMemory, KERNEL_MEMORY } from '../../src-core/architecture/memory';
import type { NetworkSpec } from '../../src-core/architecture/network-spec';
import type { TrainingSettings } from '../../src-core/architecture/training-settings';
import type { EpochImages } from '../../src-core/architecture/epoch-work';
import { InputError } from '../../src-core/input-error';
import type { Result } from '../../src-core/protocol/methods';

type Facts = Result<'describeData'>;

/** What the data allows a recipe to ask for; null where that is not known. */
export interface DataLimits {
  /** Training examples of the classes that are seen, which training and validation share. */
  readonly training: number | null;
  readonly test: number | null;
  /** The shorter side of an image, pixels; 0 for vectors. */
  readonly side: number | null;
}

const NO_LIMITS: DataLimits = { training: null, test: null, side: null };

export function limitsOf(facts: Facts | null, { classes }: TrainingSettings): DataLimits {
  if (!facts) return NO_LIMITS;
  const seen = (counts: readonly number[]): number =>
    counts.reduce((sum, count, i) => (classes === null || classes.includes(i) ? sum + count : sum), 0);
  const [, ...sides] = facts.shape;
  return { training: seen(facts.training), test: seen(facts.test), side: sides.length > 0 ? Math.min(...sides) : 0 };
}

/**
 * Of a recipe on such data; null while it is not known how many there are, or where there are none to learn from. With a
 * balanced set it may be a few less.
 */
export function imagesOf({ subset, validation }: TrainingSettings, { training }: DataLimits): EpochImages | null {
  const train = subset ?? (training === null ? null : training - validation);
  return train === null || train < 1 ? null : { train, validation };
}

/** [1, 28, 28] → "images of 1 × 28 × 28", [2] → "vectors of 2 values" */
function examplesWords(shape: readonly number[]): string {
  const [length = 0] = shape;
  return shape.length === 1 ? `vectors of ${length} values` : `images of ${shape.join(' × ')}`;
}

/** "images", or "examples" where they are none. */
export const examplesNoun = (shape: readonly number[]): string => (shape.length === 1 ? 'examples' : 'images');

/** Why a network cannot learn from this data; null when it can. `name`: of the data. */
export function misfit({ name: network, input, classNames }: NetworkSpec, name: string, facts: Facts): string | null {
  if (input.shape.join() !== facts.shape.join()) {
    return `${network} reads ${examplesWords(input.shape)}, but ${name} has ${examplesWords(facts.shape)}.`;
  }
  if (facts.classNames.length <= classNames.length) return null;
  return `${network} has ${classNames.length} classes, but ${name} has ${facts.classNames.length}.`;
}

const named = new WeakMap<NetworkSpec, Map<string, NetworkSpec>>();

/**
 * The network with its classes called as in the data; what outputs it has beyond keep their names. The same object for the
 * same names, and the network itself where nothing changes.
 */
export function namedAfter(network: NetworkSpec, names: readonly string[] | null): NetworkSpec {
  if (!names || names.every((name, i) => network.classNames[i] === name)) return network;
  const known = named.get(network) ?? new Map<string, NetworkSpec>();
  named.set(network, known);
  const classNames = network.classNames.map((name, i) => names[i] ?? name);
  const key = classNames.join('\n');
  const result = known.get(key) ?? { ...network, classNames };
  known.set(key, result);
  return result;
}

/** Side of what the pad gives, pixels. */
const PAD_SIDE = 28;

/** Why a drawing cannot be given to a network; null when it can. */
export function padRefusal({ input: { shape } }: NetworkSpec): string | null {
  if (shape.length === 1) return `This network reads ${examplesWords(shape)}: there is nothing to draw.`;
  const [channels, ...sides] = shape;
  if (channels !== 1) return 'This network reads images in colour; the pad draws in grey.';
  if (sides.every((side) => side === PAD_SIDE)) return null;
  return `This network reads ${examplesWords(shape)}; the pad gives ${PAD_SIDE} × ${PAD_SIDE} pixels.`;
}

/** Bytes of a pixel as it is kept, at the least. */
const PIXEL = 1;

/**
 * Why a network, which can run, is too big to be trained on so many images; null when it is not. What the machine has is not
 * known here: the trainer looks at that.
 */
export function sizeRefusal(network: NetworkSpec, settings: TrainingSettings, training: number): string | null {
  const count = settings.subset ?? Math.max(0, training - settings.validation);
  const limits = { kernels: KERNEL_MEMORY, machine: Infinity };
  try {
    checkMemory(network, settings, { count, pixelBytes: PIXEL }, limits);
    return null;
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
}
