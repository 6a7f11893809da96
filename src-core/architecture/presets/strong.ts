import { LIGHT_AUGMENTATION } from '../augmentation';
import { OPTIMIZER_DEFAULTS } from '../optimizer-spec';
import { averagedAnswer, chain, convBlock, digitReader, halve, PLAIN, type Preset } from './preset';

/**
 * Five convolutions in three sizes, most of them where the image is small already, batch normalization after each, a little
 * dropout before the answer.
 */
export const strong: Preset = {
  id: 'strong',
  summary: 'Five convolutions with batch normalization: for the best reading of MNIST, and still small.',
  network: digitReader(
    'strong',
    chain([
      ...convBlock(1, 16),
      halve(1),
      ...convBlock(2, 32),
      ...convBlock(3, 32),
      halve(2),
      ...convBlock(4, 64),
      ...convBlock(5, 64),
      { kind: 'dropout', name: 'drop', rate: 0.1 },
      ...averagedAnswer(),
    ]),
  ),
  settings: {
    ...PLAIN,
    augmentation: LIGHT_AUGMENTATION,
    epochs: 20,
    batchSize: 64,
    optimizer: { ...OPTIMIZER_DEFAULTS.adam, learningRate: 0.004 },
    schedule: { kind: 'oneCycle', rise: 0.3, divide: 25, finalDivide: 1e4 },
  },
};
