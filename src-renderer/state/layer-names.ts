import type { LayerSpec } from '../../src-core/architecture/layer-spec';
import { INPUT } from '../../src-core/architecture/network-spec';

/** How layers of a kind are called when nobody has given them a name, without their number. */
const STEMS: Readonly<Record<LayerSpec['kind'], string>> = {
  conv2d: 'conv',
  depthwiseConv2d: 'depthwise',
  maxPool2d: 'pool',
  averagePool2d: 'pool',
  globalAveragePool2d: 'gap',
  dense: 'fc',
  flatten: 'flatten',
  relu: 'relu',
  leakyRelu: 'leaky',
  sigmoid: 'sigmoid',
  tanh: 'tanh',
  softmax: 'softmax',
  dropout: 'dropout',
  batchNorm: 'bn',
  add: 'add',
  concatenate: 'concat',
};

/** Kinds of which a network mostly has one: the first of them bears no number. */
const SINGLE: ReadonlySet<LayerSpec['kind']> = new Set(['flatten', 'globalAveragePool2d', 'softmax']);

const PATTERN = /^[A-Za-z][A-Za-z0-9_]*$/;
const LONGEST = 40;

/** A name that no layer has yet: conv3 where there are conv1 and conv2. */
export function freshName(kind: LayerSpec['kind'], taken: ReadonlySet<string>): string {
  const stem = STEMS[kind];
  if (SINGLE.has(kind) && !taken.has(stem)) return stem;
  for (let number = SINGLE.has(kind) ? 2 : 1; ; number++) {
    if (!taken.has(`${stem}${number}`)) return `${stem}${number}`;
  }
}

/** Why a layer cannot be called so; null when it can. `taken`: the names of all other layers. */
export function nameFault(name: string, taken: ReadonlySet<string>): string | null {
  if (name === '') return 'A layer needs a name.';
  if (name.length > LONGEST) return `A name has at most ${LONGEST} letters.`;
  if (!PATTERN.test(name)) return 'A name is made of letters, digits and _, and begins with a letter.';
  if (name === INPUT) return `“${INPUT}” is what the example itself is called.`;
  return taken.has(name) ? `There is a layer called “${name}” already.` : null;
}
