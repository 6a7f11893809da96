import convnetjs from 'convnetjs';
import type { LayerSpec } from '../../../src-core/architecture/layer-spec';
import type { NetworkSpec } from '../../../src-core/architecture/network-spec';
import type { Splits } from '../../../src-core/data/dataset';
import { pixelsOf, type Examples } from '../../../src-core/data/examples';
import type { Contender } from '../../../src-main/cli/bench/contenders';
import { rateOf, type Meter } from '../../../src-main/cli/bench/meters';
import type { Task } from '../../../src-main/cli/bench/workloads';

/** Images that take turns: it needs seconds for them. */
const IMAGES = 1000;

type Definition = Readonly<Record<string, unknown>>;

function definitionOf(spec: LayerSpec, isLast: boolean): Definition[] {
  switch (spec.kind) {
    case 'conv2d':
      return [{ type: 'conv', sx: spec.kernelSize, filters: spec.filters, stride: spec.stride, pad: spec.padding }];
    case 'maxPool2d':
      return [{ type: 'pool', sx: spec.kernelSize, stride: spec.stride }];
    case 'dense':
      return [isLast ? { type: 'softmax', num_classes: spec.units } : { type: 'fc', num_neurons: spec.units }];
    case 'relu':
      return [{ type: 'relu' }];
    case 'flatten':
      return [];
    default:
      throw new Error(`there is no ${spec.kind} for ConvNetJS here`);
  }
}

function build({ input, layers }: NetworkSpec): convnetjs.Net {
  const [depth, height, width] = input.shape;
  const net = new convnetjs.Net();
  net.makeLayers([
    { type: 'input', out_sx: width, out_sy: height, out_depth: depth },
    ...layers.flatMap((spec, i) => definitionOf(spec, i === layers.length - 1)),
  ]);
  return net;
}

function imagesOf(examples: Examples, { input }: NetworkSpec): { image: convnetjs.Vol; label: number }[] {
  const [depth, height = 1, width = 1] = input.shape;
  const { mean, scale } = input.normalization;
  return Array.from({ length: Math.min(IMAGES, examples.count) }, (_, i) => {
    const image = new convnetjs.Vol(width, height, depth, 0);
    pixelsOf(examples, i).forEach((pixel, k) => (image.w[k] = (pixel - mean) / scale));
    return { image, label: examples.labels[i] };
  });
}

function meterOf(task: Task, batch: number, { train, test }: Splits): Meter {
  const images = imagesOf(task.what === 'training' ? train : test, task.network);
  return () => {
    const net = build(task.network);
    const trainer = new convnetjs.SGDTrainer(net, { learning_rate: 0.01, momentum: 0, batch_size: batch });
    let next = 0;
    return () => {
      const { image, label } = images[next++ % images.length];
      if (task.what === 'training') trainer.train(image, label);
      else net.forward(image);
      return 1;
    };
  };
}

/** ConvNetJS at a task: it knows one thread and one image at a time, and updates after each batch. */
export function convNetJs(task: Task, splits: Splits): Contender {
  const [batch] = task.batches;
  const meter = meterOf(task, batch, splits);
  return {
    ...{ name: 'ConvNetJS', team: 'ConvNetJS', lanes: 1, batch, mostRounds: Infinity },
    measure: (seconds) => rateOf(meter, seconds, () => performance.now()),
    peak: () => null,
    close: () => undefined,
  };
}
