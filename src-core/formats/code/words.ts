import type { NetworkSpec } from '../../architecture/network-spec';

/** ` - 0.1307`, as a term behind another one. */
function minus(value: number): string {
  if (value === 0) return '';
  return value < 0 ? ` + ${-value}` : ` - ${value}`;
}

/** What enters a network, as a formula: pixels of images are 0…255, values of vectors are as they are. */
function inputFormula({ input }: NetworkSpec): string {
  const { mean, scale } = input.normalization;
  const value = input.shape.length === 3 ? 'p / 255' : 'v';
  const shifted = `${value}${minus(mean)}`;
  if (scale === 1) return shifted;
  return `${shifted === 'v' ? shifted : `(${shifted})`} / ${scale}`;
}

/** The same as half a sentence. */
export function inputWords(network: NetworkSpec): string {
  const formula = inputFormula(network);
  if (network.input.shape.length === 3) return `a pixel p of 0…255 enters as ${formula}`;
  return formula === 'v' ? 'the values as they are' : `a value v enters as ${formula}`;
}

/** What the outputs mean, as half a sentence. */
export function outputWords({ loss, classNames }: NetworkSpec, outputs: number): string {
  if (loss.kind === 'softmaxCrossEntropy') return 'logits; softmax makes probabilities of them';
  return outputs < classNames.length
    ? 'one value, near 1 for the second class'
    : 'values near 1 for the right class, else 0';
}

/** What a squared error measures the outputs by, as half a sentence. */
export const targetWords = ({ classNames }: NetworkSpec, outputs: number): string =>
  outputs < classNames.length ? 'targets are the labels' : 'targets are 1 at the label, else 0';

/** What Python's losses leave out, as the end of a sentence. */
export const epsilonWords = (epsilon: number): string =>
  epsilon === 0 ? '' : `; this network adds ${epsilon} to probabilities before the logarithm`;
