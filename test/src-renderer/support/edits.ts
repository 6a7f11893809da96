import fc from 'fast-check';
import { analyzeNetwork } from '../../../src-core/architecture/analyze';
import { INPUT, type NetworkSpec } from '../../../src-core/architecture/network-spec';
import { presets } from '../../../src-core/architecture/presets';
import { applyEdit } from '../../../src-renderer/state/apply-edit';
import { layerKinds, newLayer } from '../../../src-renderer/state/layer-kinds';
import type { Block, NetworkEdit, Wire } from '../../../src-renderer/state/network-edit';
import { templates } from '../../../src-renderer/state/templates';
import { networkOf } from '../../support/networks';

const BUILDING = templates.filter(({ id }) => id !== 'answer' && id !== 'dense-relu-dropout');

/** The network with a template behind its last layer. */
export function withTemplate(network: NetworkSpec, id: string): NetworkSpec {
  const last = analyzeNetwork(network).layers.at(-1);
  const place = { shape: last?.outputShape ?? network.input.shape, classes: network.classNames.length };
  const block = templates.find((template) => template.id === id)!.block(place);
  return applyEdit(network, { kind: 'insertAfter', block, after: last?.spec.name ?? INPUT });
}

/** Networks that can run: presets, and random chains of templates that end in an answer. */
export const validNetworks: fc.Arbitrary<NetworkSpec> = fc.oneof(
  fc.constantFrom(...presets.map(({ network }) => network)),
  fc
    .tuple(
      fc.constantFrom([1, 28, 28], [3, 17, 12]),
      fc.array(fc.constantFrom(...BUILDING.map(({ id }) => id)), { maxLength: 3 }),
    )
    .map(([shape, ids]) => [...ids, 'answer'].reduce(withTemplate, networkOf(shape, 10, []))),
);

/** What a random edit is made from, whatever the network is by then. */
export type Dice = readonly [number, number, number, number];
export const dice: fc.Arbitrary<Dice> = fc.tuple(fc.nat(999), fc.nat(999), fc.nat(999), fc.nat(999));

const pick = <T>(items: readonly T[], number: number): T | undefined => items[number % items.length];

const SETTINGS = [
  { filters: 5 },
  { kernelSize: 9 },
  { kernelSize: 3, stride: 2 },
  { padding: 'valid' },
  { units: 10 },
  { units: 0 },
  { rate: 0.5 },
  { nonsense: 1 },
];

const blockOf = (a: number, b: number): Block =>
  a % 3 === 0 ? pick(templates, b)!.block({ shape: [3, 8, 8], classes: 10 }) : [newLayer(pick(layerKinds, b)!.kind)];

function wireOf({ layers }: NetworkSpec, number: number): Wire {
  const wires: Wire[] = layers.flatMap(({ name: to, inputs }) => inputs.map((from, index) => ({ from, to, index })));
  const open = [INPUT, ...layers.map(({ name }) => name)].map((from): Wire => ({ from, to: null, index: 0 }));
  return pick([...wires, ...open], number)!;
}

/** Any edit of any kind, some of which cannot be done. */
export function editOf(network: NetworkSpec, [kind, a, b, c]: Dice): NetworkEdit {
  const names = network.layers.map(({ name }) => name);
  const name = pick(names, a) ?? 'ghost';
  const other = pick([INPUT, ...names, 'ghost'], b)!;
  const some = names.filter((_, i) => ((a >> (i % 10)) & 1) === 1 && i % 3 === b % 3);
  const edits: NetworkEdit[] = [
    { kind: 'insert', block: blockOf(a, b), on: wireOf(network, c) },
    { kind: 'insertAfter', block: blockOf(a, b), after: other },
    { kind: 'place', block: blockOf(a, b) },
    { kind: 'remove', names: [name] },
    { kind: 'remove', names: some },
    { kind: 'duplicate', names: some },
    { kind: 'move', name, on: wireOf(network, c) },
    { kind: 'shift', name, by: b % 2 === 0 ? 1 : -1 },
    { kind: 'connect', from: other, to: name },
    { kind: 'join', from: other, to: name, by: c % 2 === 0 ? 'add' : 'concatenate' },
    { kind: 'disconnect', wire: wireOf(network, c) },
    { kind: 'set', name, settings: pick(SETTINGS, b)! },
    { kind: 'rename', name, to: pick(['conv1', 'renamed', 'input', '1st', 'a_b'], b)! },
    { kind: 'describe', changes: pick([{ name: 'other' }, { name: '' }, { classNames: ['a', 'b'] }], b)! },
    { kind: 'replace', network: pick(presets, b)!.network },
  ];
  return pick(edits, kind)!;
}
