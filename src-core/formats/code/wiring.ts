import type { RunnableLayer } from '../../architecture/analyze';
import { INPUT } from '../../architecture/network-spec';
import { variableName } from './python';

/** The variables of a program that goes through the layers one by one. */
export interface Wiring {
  /** What the example is called. */
  readonly input: string;
  /** What each layer reads and what its output is called, in the order of the layers. */
  readonly steps: readonly { readonly reads: readonly string[]; readonly result: string }[];
}

/** What is passed on to the next layer and to no other. */
const PASSING = 'x';

/**
 * Names for all values: `x` for what nobody but the very next layer reads, else the name of the layer. `input`: what the
 * example is called; null: by the same rule.
 */
export function wire(layers: readonly RunnableLayer[], reserved: readonly string[], input: string | null): Wiring {
  const order = new Map(layers.map(({ spec }, i) => [spec.name, i]));
  const last = new Map<string, number>();
  const first = new Map<string, number>();
  for (const [i, { spec }] of layers.entries()) {
    for (const name of spec.inputs) {
      last.set(name, i);
      if (!first.has(name)) first.set(name, i);
    }
  }
  const taken = new Set([...reserved, PASSING, ...(input === null ? [] : [input])]);
  const names = new Map<string, string>();
  const nameFor = (name: string, at: number, wish: string): string => {
    const passes = (last.get(name) ?? at + 1) === at + 1 && (first.get(name) ?? at + 1) === at + 1;
    const variable = passes ? PASSING : variableName(wish, taken);
    taken.add(variable);
    names.set(name, variable);
    return variable;
  };
  if (input === null) nameFor(INPUT, -1, 'image');
  else names.set(INPUT, input);
  for (const [name, at] of order) nameFor(name, at, name);
  const of = (name: string): string => names.get(name) ?? PASSING;
  return {
    input: of(INPUT),
    steps: layers.map(({ spec }) => ({ reads: spec.inputs.map(of), result: of(spec.name) })),
  };
}
