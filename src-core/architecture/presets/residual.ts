import type { LayerSpec } from '../layer-spec';
import { OPTIMIZER_DEFAULTS } from '../optimizer-spec';
import {
  averagedAnswer,
  chain,
  convBlock,
  convolution,
  digitReader,
  halve,
  normalization,
  PLAIN,
  type Preset,
} from './preset';

/** A residual block (He et al. 2016): two convolutions whose result is added to what they read. */
function residualBlock(number: number, first: number, filters: number, from: string): LayerSpec[] {
  const second = first + 1;
  return [
    ...chain([...convBlock(first, filters), convolution(second, filters), normalization(second)], from),
    { kind: 'add', name: `add${number}`, inputs: [`bn${second}`, from] },
    { kind: 'relu', name: `relu${second}`, inputs: [`add${number}`] },
  ];
}

/** Two residual blocks, one in each of two sizes. */
export const residual: Preset = {
  id: 'residual',
  summary: 'Two residual blocks: convolutions whose results are added to what they read.',
  network: digitReader('residual', [
    ...chain([...convBlock(1, 8), halve(1)]),
    ...residualBlock(1, 2, 8, 'pool1'),
    ...chain([...convBlock(4, 16), halve(2)], 'relu3'),
    ...residualBlock(2, 5, 16, 'pool2'),
    ...chain(averagedAnswer(), 'relu6'),
  ]),
  settings: {
    ...PLAIN,
    epochs: 5,
    batchSize: 64,
    optimizer: { ...OPTIMIZER_DEFAULTS.adam, learningRate: 0.005 },
    schedule: { kind: 'cosine', final: 0 },
  },
};
