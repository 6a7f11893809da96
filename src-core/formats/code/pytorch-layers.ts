import type { RunnableLayer } from '../../architecture/analyze';
import type { LayerSpec } from '../../architecture/layer-spec';
import { call } from './python';
import { samePadding } from './same-padding';

/** How a layer is written in PyTorch. */
export interface TorchLayer {
  /** What makes its module; null where it has none. */
  readonly module: string | null;
  /** What it makes of the values that it reads; `self` is its module. */
  readonly apply: (reads: readonly string[], self: string) => string;
  /** What is not the same in PyTorch, or not what one expects. */
  readonly note: string | null;
}

const module = (text: string, note: string | null = null): TorchLayer => ({
  module: text,
  apply: ([x], self) => `${self}(${x})`,
  note,
});
const inline = (apply: TorchLayer['apply']): TorchLayer => ({ module: null, apply, note: null });

const TIES = 'Of equal maxima PyTorch gives the gradient to the first; here all of them get it.';
const ODD = 'Padding "same" with a stride, as Keras does it: an odd zero goes to the right and to the bottom.';

type Convolution = Extract<LayerSpec, { kind: 'conv2d' | 'depthwiseConv2d' }>;

/** PyTorch knows "same" for stride 1 only. `around`: zeros that its convolution cannot add itself, in the order of F.pad. */
function paddingOf(
  spec: Convolution,
  layer: RunnableLayer,
): { padding: string | number | null; around: string | null } {
  const { padding, kernelSize, stride } = spec;
  if (padding === 'valid' || padding === 0) return { padding: null, around: null };
  if (padding !== 'same') return { padding, around: null };
  if (stride === 1) return { padding: '"same"', around: null };
  const { top, bottom, left, right } = samePadding(layer.inputShapes[0], kernelSize, stride);
  if (top !== bottom || left !== right) return { padding: null, around: `(${left}, ${right}, ${top}, ${bottom})` };
  if (top === left) return { padding: top === 0 ? null : top, around: null };
  return { padding: `(${top}, ${left})`, around: null };
}

function convolution(spec: Convolution, layer: RunnableLayer): TorchLayer {
  const [inChannels] = layer.inputShapes[0];
  const [outChannels] = layer.outputShape;
  const { padding, around } = paddingOf(spec, layer);
  const text = call('nn.Conv2d', [inChannels, outChannels, spec.kernelSize], {
    stride: spec.stride === 1 ? null : spec.stride,
    padding,
    groups: spec.kind === 'depthwiseConv2d' && inChannels > 1 ? inChannels : null,
    bias: spec.bias ? null : false,
  });
  if (around === null) return module(text);
  return { module: text, apply: ([x], self) => `${self}(F.pad(${x}, ${around}))`, note: ODD };
}

function pool(name: string, { kernelSize, stride }: { kernelSize: number; stride: number }): string {
  return call(name, [kernelSize], { stride: stride === kernelSize ? null : stride });
}

/** A layer in PyTorch's words. */
export function torchLayer(layer: RunnableLayer): TorchLayer {
  const { spec } = layer;
  const [input] = layer.inputShapes;
  switch (spec.kind) {
    case 'conv2d':
    case 'depthwiseConv2d':
      return convolution(spec, layer);
    case 'maxPool2d':
      return module(pool('nn.MaxPool2d', spec), spec.ties === 'all' ? TIES : null);
    case 'averagePool2d':
      return module(pool('nn.AvgPool2d', spec));
    case 'globalAveragePool2d':
      return inline(([x]) => `${x}.mean(dim=(2, 3))`);
    case 'dense':
      return module(call('nn.Linear', [input[0], spec.units], { bias: spec.bias ? null : false }));
    case 'batchNorm':
      return module(
        call(input.length === 3 ? 'nn.BatchNorm2d' : 'nn.BatchNorm1d', [input[0]], {
          eps: spec.epsilon === 1e-5 ? null : spec.epsilon,
          momentum: spec.momentum === 0.1 ? null : spec.momentum,
        }),
      );
    case 'dropout':
      return module(call('nn.Dropout', [spec.rate]));
    case 'leakyRelu':
      return module(call('nn.LeakyReLU', [spec.negativeSlope]));
    case 'softmax':
      return module(call('nn.Softmax', [], { dim: 1 }));
    case 'flatten':
      return module('nn.Flatten()');
    case 'relu':
      return module('nn.ReLU()');
    case 'sigmoid':
      return module('nn.Sigmoid()');
    case 'tanh':
      return module('nn.Tanh()');
    case 'add':
      return inline((reads) => reads.join(' + '));
    case 'concatenate':
      return inline((reads) => `torch.cat([${reads.join(', ')}], dim=1)`);
    default:
      return spec satisfies never;
  }
}
