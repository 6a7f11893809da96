import { OPTIMIZER_DEFAULTS } from '../../src-core/architecture/optimizer-spec';
import { lenet5 } from '../../src-core/architecture/presets/lenet-5';
import { PLAIN, type Preset } from '../../src-core/architecture/presets/preset';

/** lenet-5 with a recipe that does nothing special, for tests that are not about the preset's own. */
export const plainLenet5: Preset = {
  ...lenet5,
  settings: {
    ...PLAIN,
    epochs: 3,
    batchSize: 64,
    optimizer: { ...OPTIMIZER_DEFAULTS.sgd, learningRate: 0.02, momentum: 0.9 },
  },
};
