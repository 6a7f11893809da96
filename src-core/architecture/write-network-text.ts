import { fillLines } from './fill-lines';
import { layerSpecSchema, type LayerSpec } from './layer-spec';
import type { NetworkSpec } from './network-spec';

/** Characters of a line, as far as no single value is longer. */
const WIDTH = 72;

/** The keys of each kind of layer, in the order in which they are written. */
const KEYS = new Map<string, readonly string[]>(
  layerSpecSchema.options.map(({ shape }) => [shape.kind.value, Object.keys(shape)]),
);
/** What kind it is, its name and what it reads: the first line of a layer. */
const HEAD = 3;

/** A value on one line, with a space behind each sign. */
function oneLine(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(oneLine).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).filter(([, member]) => member !== undefined);
  return entries.length === 0 ? '{}' : `{ ${entries.map(entryLine).join(', ')} }`;
}

const entryLine = ([key, value]: readonly [string, unknown]): string => `${JSON.stringify(key)}: ${oneLine(value)}`;

/** A list of simple values, on one line or as many as it takes. */
function writeList(head: string, values: readonly unknown[], indent: string): string {
  const whole = `${indent}${head}${oneLine(values)}`;
  if (whole.length < WIDTH) return whole;
  const inner = `${indent}  `;
  const lines = fillLines(values.map(oneLine), WIDTH - inner.length);
  return [`${indent}${head}[`, ...lines.map((line) => `${inner}${line}`), `${indent}]`].join('\n');
}

/** An object, on one line or as many as it takes; `first`: how many of its keys stand on the first of several lines. */
function writeObject(
  head: string,
  entries: readonly (readonly [string, unknown])[],
  first: number,
  indent: string,
): string {
  const pieces = entries.map(entryLine);
  const whole = `${indent}${head}{ ${pieces.join(', ')} }`;
  if (whole.length < WIDTH || pieces.length <= first) return whole;
  const inner = `${indent}  `;
  const lines = fillLines(pieces.slice(first), WIDTH - inner.length - ' },'.length);
  return `${indent}${head}{ ${[`${pieces.slice(0, first).join(', ')},`, ...lines].join(`\n${inner}`)} }`;
}

function writeLayer(layer: LayerSpec): string {
  const values: Readonly<Record<string, unknown>> = layer;
  const keys = (KEYS.get(layer.kind) ?? []).filter((key) => values[key] !== undefined);
  const entries = keys.map((key) => [key, values[key]] as const);
  return writeObject('', entries, HEAD, '    ');
}

function writeLayers(layers: readonly LayerSpec[]): string {
  return layers.length === 0 ? '  "layers": []' : `  "layers": [\n${layers.map(writeLayer).join(',\n')}\n  ]`;
}

/** The text of a network, as readNetworkText takes it: a line or a few for each layer. The same network, the same text. */
export function writeNetworkText(network: NetworkSpec): string {
  const { format, version, name, input, classNames, layers, loss } = network;
  const { mean, scale } = input.normalization;
  const members = [
    ...Object.entries({ format, version, name }).map((entry) => `  ${entryLine(entry)}`),
    writeObject('"input": ', Object.entries({ shape: input.shape, normalization: { mean, scale } }), 1, '  '),
    writeList('"classNames": ', classNames, '  '),
    writeLayers(layers),
    `  ${entryLine(['loss', loss])}`,
  ];
  return `{\n${members.join(',\n')}\n}\n`;
}
