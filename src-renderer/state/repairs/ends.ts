import type { LayerSpec } from '../../../src-core/architecture/layer-spec';
import { INPUT } from '../../../src-core/architecture/network-spec';
import { chain } from '../../../src-core/architecture/presets/preset';
import { comesFrom } from '../graph';
import { layerOf } from '../layer-kinds';
import { freshName } from '../layer-names';
import type { Block, NetworkEdit } from '../network-edit';
import { blockWords } from './block-words';
import { connection, listed, shapeOf, type Candidate, type Shape, type View } from './view';

const putBehind = (after: string, block: Block): Candidate => ({
  label: `Insert ${blockWords(block)}`,
  edits: [{ kind: 'insertAfter', block, after }],
});

/** Ends in blocks that give one value for each class, of an image or a vector. */
function answers(shape: Shape | null, classes: number): Block[] {
  const dense = layerOf('dense', { units: classes });
  if (shape?.length === 1) return [[dense]];
  const mean = layerOf('globalAveragePool2d');
  const some = [chain([layerOf('flatten'), dense]), chain([mean, dense])];
  return shape?.[0] === classes ? [[mean], ...some] : some;
}

export function forNoLayers({ network }: View): Candidate[] {
  return answers(network.input.shape, network.classNames.length).map((block) => putBehind(INPUT, block));
}

/** All of them summed, or put behind each other. */
function joined({ network }: View, ends: readonly string[], by: 'add' | 'concatenate', word: string): Candidate {
  const name = freshName(by, new Set(network.layers.map((layer) => layer.name)));
  const place: NetworkEdit = { kind: 'place', block: [{ kind: by, name, inputs: [] }] };
  return {
    label: `${word} ${ends.length > 3 ? `all ${ends.length}` : listed(ends)}`,
    edits: [place, ...ends.map((end) => connection(end, name))],
  };
}

/** Whatever one end is not made of goes. */
function keptAlone({ network, ends }: View, end: string): Candidate {
  const names = network.layers.map(({ name }) => name).filter((name) => !comesFrom(network.layers, end, name));
  const others = ends.filter((other) => other !== end);
  const [only = ''] = others;
  const branch = names.length === 1 ? `Remove ${only}` : `Remove the branch of ${only}`;
  return {
    label: others.length === 1 ? branch : `Keep only the branch of ${end}`,
    edits: [{ kind: 'remove', names }],
  };
}

/** One last layer: the ends joined, or all but one away, those first whose rest gives an answer. */
export function forSeveralEnds(view: View): Candidate[] {
  const { ends, network } = view;
  const right = (end: string): number => (shapeOf(view, end)?.join() === String(network.classNames.length) ? 1 : 0);
  const order = [...ends].reverse().sort((a, b) => right(b) - right(a));
  return [
    joined(view, ends, 'add', 'Add'),
    joined(view, ends, 'concatenate', 'Concatenate'),
    ...order.slice(0, 3).map((end) => keptAlone(view, end)),
  ];
}

/** Layers that give as many values as they read. */
const PASSING: ReadonlySet<LayerSpec['kind']> = new Set([
  ...(['relu', 'leakyRelu', 'sigmoid', 'tanh', 'softmax', 'dropout', 'batchNorm'] as const),
]);

/** The last dense layer gets as many units as there are classes; where there is none, one is put in. */
export function forWrongOutputs(view: View, end: LayerSpec): Candidate[] {
  const { network, byName } = view;
  const classes = network.classNames.length;
  let last: LayerSpec | undefined = end;
  while (last && PASSING.has(last.kind)) last = byName.get(last.inputs[0] ?? '')?.spec;
  const set: Candidate[] =
    last?.kind === 'dense'
      ? [
          {
            label: `Set the units of ${last.name} to ${classes}`,
            edits: [{ kind: 'set', name: last.name, settings: { units: classes } }],
          },
        ]
      : [];
  const before = end.kind === 'softmax' ? (end.inputs[0] ?? INPUT) : end.name;
  return [...set, ...answers(shapeOf(view, before), classes).map((block) => putBehind(before, block))];
}
