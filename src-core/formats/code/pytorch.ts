import type { RunnableLayer } from '../../architecture/analyze';
import type { NetworkSpec } from '../../architecture/network-spec';
import { sizeOf } from '../../tensor/shape';
import { codeOf, type Code } from './code';
import { call, docText, indented, isKeyword, itemLines, noted, stringLiteral } from './python';
import { initializerLines } from './pytorch-initializers';
import { torchLayer, type TorchLayer } from './pytorch-layers';
import { epsilonWords, inputWords, outputWords, targetWords } from './words';
import { wire } from './wiring';

/**
 * What every nn.Module has and a layer may be called (PyTorch 1.13 to 2.9): put there as an attribute, a layer would take
 * its place or be hidden by it.
 */
const MODULE_ATTRIBUTES = new Set(
  [
    'T_destination add_module apply bfloat16 buffers call_super_init children compile cpu cuda double dump_patches eval',
    'extra_repr float forward get_buffer get_extra_state get_parameter get_submodule half ipu load_state_dict modules mtia',
    'named_buffers named_children named_modules named_parameters parameters register_backward_hook register_buffer',
    'register_forward_hook register_forward_pre_hook register_full_backward_hook register_full_backward_pre_hook',
    'register_load_state_dict_post_hook register_load_state_dict_pre_hook register_module register_parameter',
    'register_state_dict_post_hook register_state_dict_pre_hook requires_grad_ set_extra_state set_submodule share_memory',
    'state_dict to to_empty train type xpu zero_grad',
  ]
    .join(' ')
    .split(' '),
);

/** Every module keeps whether it is learning under this name: a layer cannot have it. */
const MODE = 'training';

/** How a layer's module is reached. Under `_modules` it has the same keys as an attribute gives it. */
const selfOf = (name: string): string =>
  isKeyword(name) || MODULE_ATTRIBUTES.has(name) ? `self._modules[${stringLiteral(name)}]` : `self.${name}`;

function lossWords(network: NetworkSpec, outputs: number): string {
  const { loss } = network;
  if (loss.kind === 'meanSquaredError') return `nn.MSELoss(); ${targetWords(network, outputs)}`;
  if (loss.kind === 'halfSquaredError') {
    return `((y - target) ** 2).sum(dim=1).mean() / 2; ${targetWords(network, outputs)}`;
  }
  const { epsilon, labelSmoothing = 0 } = loss;
  const smoothing = labelSmoothing === 0 ? null : labelSmoothing;
  return `${call('nn.CrossEntropyLoss', [], { label_smoothing: smoothing })}${epsilonWords(epsilon)}`;
}

function docstring(network: NetworkSpec, outputs: number): string[] {
  return [
    `"""${docText(network.name)}.`,
    '',
    `x: (N, ${network.input.shape.join(', ')}), float32; ${inputWords(network)}.`,
    `Returns (N, ${outputs}): ${outputWords(network, outputs)}.`,
    `Loss: ${lossWords(network, outputs)}.`,
    'Weights: net.load_state_dict(safetensors.torch.load_file("weights.safetensors")).',
    '"""',
  ];
}

interface Written extends TorchLayer {
  readonly self: string;
}

function initLines(layers: readonly RunnableLayer[], written: readonly Written[]): string[] {
  const modules = written.flatMap(({ module, self, note }) =>
    module === null ? [] : [{ lines: [`${self} = ${module}`], note }],
  );
  return [
    'def __init__(self):',
    ...indented(['super().__init__()', ...noted(modules), ...initializerLines(layers, selfOf)]),
  ];
}

function forwardLines(layers: readonly RunnableLayer[], written: readonly Written[]): string[] {
  const { input, steps } = wire(layers, ['self', 'torch', 'nn', 'F'], null);
  const lines = steps.map(({ reads, result }, i) => `${result} = ${written[i].apply(reads, written[i].self)}`);
  const end = steps[steps.length - 1].result;
  return [`def forward(self, ${input}):`, ...indented([...lines, `return ${end}`])];
}

function moduleLines(network: NetworkSpec, layers: readonly RunnableLayer[]): string[] {
  const written = layers.map((layer) => ({ ...torchLayer(layer), self: selfOf(layer.spec.name) }));
  const forward = forwardLines(layers, written);
  const usesF = forward.some((line) => line.includes('F.pad('));
  const outputs = sizeOf(layers[layers.length - 1].outputShape);
  return [
    'import torch',
    'from torch import nn',
    ...(usesF ? ['from torch.nn import functional as F'] : []),
    '',
    ...itemLines('CLASSES = [', network.classNames.map(stringLiteral), ']'),
    '',
    '',
    'class Net(nn.Module):',
    ...indented([...docstring(network, outputs), '', ...initLines(layers, written), '', ...forward]),
  ];
}

/**
 * A network as a module of PyTorch: the same outputs and first values, and a state_dict of the same keys and shapes as our
 * weight files.
 */
export function pytorchCode(network: NetworkSpec): Code {
  if (!network.layers.some(({ name }) => name === MODE)) return codeOf(network, moduleLines);
  return { ok: false, error: `${MODE}: PyTorch needs this name for itself; give the layer another one.` };
}
