import type { LayerSpec } from '../architecture/layer-spec';
import { Add } from '../layers/add';
import { Conv2d } from '../layers/conv2d';
import { Dense } from '../layers/dense';
import { Flatten } from '../layers/flatten';
import type { Layer, LayerSite } from '../layers/layer';
import { MaxPool2d } from '../layers/max-pool2d';
import { Relu } from '../layers/relu';

/** The layer that a spec describes: the only place where data becomes code. */
export function createLayer(spec: LayerSpec, site: LayerSite): Layer {
  switch (spec.kind) {
    case 'conv2d':
      return new Conv2d(spec, site);
    case 'maxPool2d':
      return new MaxPool2d(spec, site);
    case 'relu':
      return new Relu(site);
    case 'flatten':
      return new Flatten(site);
    case 'dense':
      return new Dense(spec, site);
    case 'add':
      return new Add(site);
    default:
      return spec satisfies never;
  }
}
