import { KIND_NAMES } from '../../src-core/architecture/describe-layer';
import type { LayerSpec } from '../../src-core/architecture/layer-spec';
import type { NetworkSpec } from '../../src-core/architecture/network-spec';
import type { TrainingSettings } from '../../src-core/architecture/training-settings';
import { formatCount } from './format';
import type { Recipe } from './recipe';
import { sameContent } from '../../src-core/architecture/same-content';
import { augmentationMode } from './settings-choices';
import { DATA_NAMES, OPTIMIZER_NAMES, SCHEDULE_NAMES } from './words';

/** So much of a network is told one by one. */
const MOST_PARTS = 6;

/**
 * What `other` has that `base` has not, in one line: "lr 0.005 → 0.01, batch 32 → 64; conv2 16 → 32 filters". Complete: what
 * has no words of its own is told by its name in the file. Without `seed`, the seed counts as no difference: of a series.
 */
export function differenceWords(base: Recipe, other: Recipe, { seed = true } = {}): string {
  const isTold = (words: string): boolean => seed || !isSeed(words);
  const settings = settingsDifference(base.settings, other.settings).filter(isTold);
  const network = networkDifference(base.network, other.network);
  if (network.length === 0 && settings.length === 1 && settings.some(isSeed)) {
    return `same settings, other seed (${base.settings.seed} → ${other.settings.seed})`;
  }
  const [most, rest] = [network.slice(0, MOST_PARTS), network.length - MOST_PARTS];
  if (rest > 0) most.push(`${rest} more in the network`);
  return [settings.join(', '), most.join(', ')].filter(Boolean).join('; ') || 'same network, same settings';
}

const isSeed = (words: string): boolean => words.startsWith('seed ');

type Leaves = Readonly<Record<string, unknown>>;

const isPart = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Every value by the way to it: `optimizer.learningRate`. */
function leavesOf(part: Readonly<Record<string, unknown>>, way = ''): Leaves {
  const entries = Object.entries(part).flatMap(([key, value]) =>
    isPart(value) ? Object.entries(leavesOf(value, `${way}${key}.`)) : [[way + key, value] as const],
  );
  return Object.fromEntries(entries);
}

/** These are read first; the seed last. */
const FIRST = ['optimizer.kind', 'optimizer.learningRate', 'batchSize', 'epochs'];

function settingsDifference(base: TrainingSettings, other: TrainingSettings): string[] {
  const [a, b] = [leavesOf(base), leavesOf(other)];
  // A number that only one of them has comes or goes with a choice, which is told instead.
  const inBoth = Object.keys(a).filter((way) => way in b && !sameContent(a[way], b[way]));
  const place = (way: string): number => (way === 'seed' ? Infinity : (FIRST.indexOf(way) + 99) % 99);
  const told = inBoth.sort((one, two) => place(one) - place(two)).map((way) => arrow(nameOf(way), a[way], b[way]));
  return [...told, ...switched(base, other)];
}

const augmentationWord = ({ augmentation }: TrainingSettings): string => augmentationMode(augmentation);

/** Parts that are there or not: off and on are told, not what is in them. */
function switched(base: TrainingSettings, other: TrainingSettings): string[] {
  const [a, b]: readonly [Leaves, Leaves] = [base, other];
  return Object.keys({ ...a, ...b }).flatMap((key) => {
    const [one, two] = [a[key] ?? null, b[key] ?? null];
    if (isPart(one) === isPart(two)) return [];
    if (key === 'augmentation') return [`augmentation ${augmentationWord(base)} → ${augmentationWord(other)}`];
    return [`${spaced(key)} ${isPart(one) ? 'on' : 'off'} → ${isPart(two) ? 'on' : 'off'}`];
  });
}

const SHORT: Readonly<Record<string, string>> = {
  'optimizer.learningRate': 'lr',
  batchSize: 'batch',
  subset: 'training images',
  validation: 'validation images',
  test: 'test images',
  'dataset.kind': 'data',
  'augmentation.elastic': 'elastic',
};

const spaced = (key: string): string => key.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

/** "weight decay", "schedule factor" */
function nameOf(way: string): string {
  const short = SHORT[way];
  if (short) return short;
  const keys = way.split('.').filter((key) => key !== 'optimizer' && key !== 'kind');
  return keys.length === 0 ? way.split('.').slice(0, 1).join() : keys.map(spaced).join(' ');
}

const arrow = (name: string, one: unknown, two: unknown): string => `${name} ${shown(name, one)} → ${shown(name, two)}`;

const NAMES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  optimizer: OPTIMIZER_NAMES,
  schedule: SCHEDULE_NAMES,
  data: DATA_NAMES,
};
/** What nothing means. */
const NOTHING: Readonly<Record<string, string>> = {
  'training images': 'all',
  'test images': 'all',
  classes: 'all',
};

/** A value as it stands on screen; a seed is a name and has no thousands. */
function shown(name: string, value: unknown): string {
  if (value === null) return NOTHING[name] ?? 'off';
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  if (typeof value === 'number' && Number.isInteger(value) && name !== 'seed') return formatCount(value);
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(String).join(' ');
  const word = typeof value === 'string' ? value : JSON.stringify(value);
  return NAMES[name]?.[word] ?? word;
}

type Layers = ReadonlyMap<string, LayerSpec>;

function networkDifference(base: NetworkSpec, other: NetworkSpec): string[] {
  const [a, b] = [byName(base), byName(other)];
  const common = [...a.keys()].filter((name) => a.get(name)?.kind === b.get(name)?.kind);
  if (2 * common.length < Math.max(a.size, b.size)) return [`network ${base.name} → ${other.name}`];
  const parts = [...changedLayers(a, b), ...comeAndGone(a, b)];
  // What was put in or taken out has joined others by itself.
  if (a.size === b.size && parts.length === 0 && wiresOf(base) !== wiresOf(other)) parts.push('wired differently');
  return [...parts, ...aroundLayers(base, other)];
}

const byName = ({ layers }: NetworkSpec): Layers => new Map(layers.map((layer) => [layer.name, layer]));
const wiresOf = ({ layers }: NetworkSpec): string =>
  layers
    .map(({ name, inputs }) => `${name}:${inputs.join()}`)
    .sort()
    .join(';');

function comeAndGone(a: Layers, b: Layers): string[] {
  const come = [...b.values()].filter(({ name }) => !a.has(name)).map(({ name, kind }) => spoken('with', name, kind));
  const gone = [...a.values()]
    .filter(({ name }) => !b.has(name))
    .map(({ name, kind }) => spoken('without', name, kind));
  return [...come, ...gone];
}

/** "with dropout1"; the kind where the name does not tell it. */
function spoken(word: string, name: string, kind: LayerSpec['kind']): string {
  return name.toLowerCase().startsWith(kind.toLowerCase().slice(0, 3))
    ? `${word} ${name}`
    : `${word} ${name} (${KIND_NAMES[kind]})`;
}

function changedLayers(a: Layers, b: Layers): string[] {
  return [...a.values()].flatMap((layer) => {
    const other = b.get(layer.name);
    if (!other) return [];
    if (other.kind !== layer.kind) return [`${layer.name} ${KIND_NAMES[layer.kind]} → ${KIND_NAMES[other.kind]}`];
    const words = layerDifference(layer, other);
    return words.length > 0 ? [`${layer.name} ${words.join(', ')}`] : [];
  });
}

/** These numbers count what follows them. */
const COUNTED = new Set(['filters', 'units']);

function layerDifference(one: LayerSpec, two: LayerSpec): string[] {
  const [a, b] = [leavesOf({ ...one, inputs: null }), leavesOf({ ...two, inputs: null })];
  const ofOtherKind = (way: string): boolean => {
    const kind = way.replace(/[^.]*$/, 'kind');
    return way !== kind && (a[kind] ?? null) !== (b[kind] ?? null) && !(way in a && way in b);
  };
  const ways = Object.keys({ ...a, ...b }).filter((way) => !sameContent(a[way], b[way]) && !ofOtherKind(way));
  return ways.map((way) => {
    const name = nameOf(way).replace('kernel size', 'kernel');
    const [from, to] = [a[way], b[way]].map((value) => (value === undefined ? 'usual' : shown(name, value)));
    return COUNTED.has(name) ? `${from} → ${to} ${name}` : `${name} ${from} → ${to}`;
  });
}

/** Loss, input and classes: what a network has beside its layers. */
function aroundLayers(base: NetworkSpec, other: NetworkSpec): string[] {
  const essence = ({ input, loss, classNames }: NetworkSpec): Leaves =>
    leavesOf({ input, loss, classes: classNames.length });
  const [a, b] = [essence(base), essence(other)];
  return Object.keys({ ...a, ...b })
    .filter((way) => !sameContent(a[way], b[way]))
    .map((way) => arrow(nameOf(way), a[way] ?? 'none', b[way] ?? 'none'));
}
