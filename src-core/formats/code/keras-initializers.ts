import type { ParameterShape } from '../../architecture/infer-shape';
import type { Initializer } from '../../architecture/layer-spec';
import { call } from './python';

/** How Keras draws the first values of a parameter, and what is not the same there. */
export interface KerasDrawing {
  readonly text: string;
  readonly note: string | null;
}

const TRUNCATED = 'HeNormal and GlorotNormal end at two deviations in Keras; their variance is the same.';

const normal = (deviation: string | number): string => call('init.RandomNormal', [], { stddev: deviation });
const uniform = (limit: string): string => call('init.RandomUniform', [`-(${limit})`, limit]);
const root = (square: number, count: number): string => `(${square} / ${count}) ** 0.5`;

/**
 * Keras counts weights in and out by a tensor's own shape: for a bias and for a depthwise convolution that is not what we
 * count, so that `exact` writes our numbers.
 */
export function kerasDrawing(
  initializer: Initializer,
  { fanIn, fanOut }: ParameterShape,
  exact: boolean,
): KerasDrawing {
  const plain = (text: string): KerasDrawing => ({ text, note: null });
  switch (initializer.kind) {
    case 'heNormal':
      return exact ? plain(normal(root(2, fanIn))) : { text: 'init.HeNormal()', note: TRUNCATED };
    case 'heUniform':
      return plain(exact ? uniform(root(6, fanIn)) : 'init.HeUniform()');
    case 'xavierNormal':
      return exact ? plain(normal(root(2, fanIn + fanOut))) : { text: 'init.GlorotNormal()', note: TRUNCATED };
    case 'xavierUniform':
      return plain(exact ? uniform(root(6, fanIn + fanOut)) : 'init.GlorotUniform()');
    case 'normal':
      return plain(normal(initializer.sigma));
    case 'constant':
      return plain(initializer.value === 0 ? 'init.Zeros()' : `init.Constant(${initializer.value})`);
    default:
      return initializer satisfies never;
  }
}
