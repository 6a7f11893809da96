import type { RunnableLayer } from '../../architecture/analyze';
import type { ParameterShape } from '../../architecture/infer-shape';
import type { Initializer } from '../../architecture/layer-spec';
import { indented, itemLines } from './python';

/** Stands for the layer in a line that several layers may share. */
const LAYER = '{layer}';

const ZERO: Initializer = { kind: 'constant', value: 0 };

/**
 * The call that draws first values. PyTorch counts weights in and out by a tensor's own shape: of a bias it cannot, and of
 * a depthwise convolution it counts the filters of all channels; `exact` writes our numbers instead.
 */
function drawing(initializer: Initializer, tensor: string, { fanIn, fanOut }: ParameterShape, exact: boolean): string {
  const root = (square: number, count: number): string => `(${square} / ${count}) ** 0.5`;
  const uniform = (limit: string): string => `nn.init.uniform_(${tensor}, -(${limit}), ${limit})`;
  switch (initializer.kind) {
    case 'heNormal':
      if (exact) return `nn.init.normal_(${tensor}, std=${root(2, fanIn)})`;
      return `nn.init.kaiming_normal_(${tensor}, nonlinearity="relu")`;
    case 'heUniform':
      if (exact) return uniform(root(6, fanIn));
      return `nn.init.kaiming_uniform_(${tensor}, nonlinearity="relu")`;
    case 'xavierNormal':
      if (exact) return `nn.init.normal_(${tensor}, std=${root(2, fanIn + fanOut)})`;
      return `nn.init.xavier_normal_(${tensor})`;
    case 'xavierUniform':
      if (exact) return uniform(root(6, fanIn + fanOut));
      return `nn.init.xavier_uniform_(${tensor})`;
    case 'normal':
      return `nn.init.normal_(${tensor}, std=${initializer.sigma})`;
    case 'constant':
      if (initializer.value === 0) return `nn.init.zeros_(${tensor})`;
      return `nn.init.constant_(${tensor}, ${initializer.value})`;
    default:
      return initializer satisfies never;
  }
}

function drawings({ spec, parameters }: RunnableLayer): string[] {
  if (!('initializer' in spec)) return []; // PyTorch begins a batch normalization as we do
  return parameters.map((parameter) => {
    const bias = parameter.role === 'bias';
    const initializer = bias ? (spec.biasInitializer ?? ZERO) : spec.initializer;
    return drawing(initializer, `${LAYER}.${parameter.role}`, parameter, bias || spec.kind === 'depthwiseConv2d');
  });
}

/** Lines that draw the first values of all layers, `selfOf` being how each is called. Layers that are drawn alike share them. */
export function initializerLines(layers: readonly RunnableLayer[], selfOf: (name: string) => string): string[] {
  const groups = new Map<string, string[]>();
  for (const layer of layers) {
    const lines = drawings(layer).join('\n');
    if (lines !== '') groups.set(lines, [...(groups.get(lines) ?? []), selfOf(layer.spec.name)]);
  }
  return [...groups].flatMap(([text, names]) => {
    const lines = text.split('\n');
    if (names.length === 1) return lines.map((line) => line.replaceAll(LAYER, names[0]));
    return [
      ...itemLines('for layer in (', names, '):'),
      ...indented(lines.map((line) => line.replaceAll(LAYER, 'layer'))),
    ];
  });
}
