import type { LayerSpec } from '../architecture/layer-spec';
import { Add } from '../layers/add';
import { AveragePool2d } from '../layers/average-pool2d';
import { BatchNorm } from '../layers/batch-norm';
import { Concatenate } from '../layers/concatenate';
import { Conv2d } from '../layers/conv2d';
import { Dense } from '../layers/dense';
import { DepthwiseConv2d } from '../layers/depthwise-conv2d';
import { Dropout } from '../layers/dropout';
import { Flatten } from '../layers/flatten';
import { GlobalAveragePool2d } from '../layers/global-average-pool2d';
import { LeakyRelu } from '../layers/leaky-relu';
import { MaxPool2d } from '../layers/max-pool2d';
import { Relu } from '../layers/relu';
import { Sigmoid } from '../layers/sigmoid';
import { Softmax } from '../layers/softmax';
import { Tanh } from '../layers/tanh';
import type { Layer, LayerSite } from '../layers/layer';

/** The layer that a spec describes: the only place where data becomes code. */
export function createLayer(spec: LayerSpec, site: LayerSite): Layer {
  switch (spec.kind) {
    case 'conv2d':
      return new Conv2d(spec, site);
    case 'depthwiseConv2d':
      return new DepthwiseConv2d(spec, site);
    case 'maxPool2d':
      return new MaxPool2d(spec, site);
    case 'averagePool2d':
      return new AveragePool2d(spec, site);
    case 'globalAveragePool2d':
      return new GlobalAveragePool2d(site);
    case 'dense':
      return new Dense(spec, site);
    case 'flatten':
      return new Flatten(site);
    case 'relu':
      return new Relu(site);
    case 'leakyRelu':
      return new LeakyRelu(spec, site);
    case 'sigmoid':
      return new Sigmoid(site);
    case 'tanh':
      return new Tanh(site);
    case 'softmax':
      return new Softmax(site);
    case 'dropout':
      return new Dropout(spec, site);
    case 'batchNorm':
      return new BatchNorm(spec, site);
    case 'add':
      return new Add(site);
    case 'concatenate':
      return new Concatenate(site);
    default:
      return spec satisfies never;
  }
}
