import { OPTIMIZER_DEFAULTS } from '../optimizer-spec';
import { averagedAnswer, chain, convBlock, digitReader, halve, PLAIN, type Preset } from './preset';

/** Three small convolutions with nothing but global average pooling behind them: 4,402 parameters. */
export const tiny: Preset = {
  id: 'tiny',
  summary: 'Fewer than 5,000 parameters: three convolutions, batch normalization, global average pooling.',
  network: digitReader(
    'tiny',
    chain([...convBlock(1, 8), halve(1), ...convBlock(2, 16), halve(2), ...convBlock(3, 20), ...averagedAnswer()]),
  ),
  settings: {
    ...PLAIN,
    epochs: 10,
    batchSize: 64,
    optimizer: { ...OPTIMIZER_DEFAULTS.adam, learningRate: 0.01 },
    schedule: { kind: 'oneCycle', rise: 0.3, divide: 25, finalDivide: 1e4 },
  },
};
