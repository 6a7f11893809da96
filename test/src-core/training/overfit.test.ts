import { describe, expect, it } from 'vitest';
import type { LayerSpec } from '../../../src-core/architecture/layer-spec';
import type { NetworkSpec } from '../../../src-core/architecture/network-spec';
import { OPTIMIZER_DEFAULTS } from '../../../src-core/architecture/optimizer-spec';
import { presets } from '../../../src-core/architecture/presets';
import { prepareTraining } from '../../../src-core/training/prepare';
import { train } from '../../../src-core/training/train';
import { firstDigits } from '../../support/digits';
import { wasmKernels } from '../../support/kernels';
import { quickSettings } from '../../support/networks';

const COUNT = 20;
const STEPS = 200;
const GOAL = 1e-3;

const readsDigits = ({ input, classNames }: NetworkSpec): boolean =>
  input.shape.join() === '1,28,28' && classNames.length === 10;

const withoutDropout = (layer: LayerSpec): LayerSpec => (layer.kind === 'dropout' ? { ...layer, rate: 0 } : layer);

/** The network without what is there to keep it from learning by heart. */
function unhindered(network: NetworkSpec): NetworkSpec {
  const { loss } = network;
  return {
    ...network,
    layers: network.layers.map(withoutDropout),
    loss: loss.kind === 'softmaxCrossEntropy' ? { ...loss, labelSmoothing: 0 } : loss,
  };
}

/** The losses of a network that sees the same images over and over, up to the first that is small enough. */
function lossesOf(network: NetworkSpec): number[] {
  const digits = firstDigits(COUNT);
  const data = { train: digits, validation: { ...digits, count: 0 }, test: digits };
  const optimizer = { ...OPTIMIZER_DEFAULTS.adam, learningRate: 0.03 };
  const settings = { ...quickSettings, epochs: STEPS, batchSize: COUNT, optimizer };
  const losses: number[] = [];
  for (const event of train(prepareTraining(unhindered(network), settings, data, wasmKernels()[0]))) {
    if (event.kind === 'steps') losses.push(...event.losses);
    if (losses[losses.length - 1] < GOAL) break;
  }
  return losses;
}

describe.each(presets.filter(({ network }) => readsDigits(network)))('preset $id', ({ id, network }) => {
  it(`learns ${COUNT} digits by heart, to a loss of less than ${GOAL}`, () => {
    const losses = lossesOf(network);
    expect(losses[losses.length - 1]).toBeLessThan(GOAL);
    console.log(`${id}: ${COUNT} digits by heart in ${losses.length} steps`);
  }, 120_000);
});
