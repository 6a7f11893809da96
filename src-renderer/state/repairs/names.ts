import { INPUT } from '../../../src-core/architecture/network-spec';
import { freshName } from '../layer-names';
import type { NetworkEdit } from '../network-edit';
import type { Candidate, View } from './view';

/** Names of their own for layers that are called like others, or like the example. */
export function renamings({ network }: View, name: string): Candidate[] {
  const same = network.layers.filter((layer) => layer.name === name);
  const taken = new Set(network.layers.map((layer) => layer.name));
  const wrong = name === INPUT ? same : same.slice(1);
  // The last one of the name is renamed each time.
  const edits = wrong.reverse().map(({ kind }): NetworkEdit => {
    const to = freshName(kind, taken);
    taken.add(to);
    return { kind: 'rename', name, to };
  });
  const [only] = edits;
  if (edits.length !== 1 || only?.kind !== 'rename') return [{ label: 'Give each a name of its own', edits }];
  return [{ label: `Rename ${name === INPUT ? 'it' : 'the second'} to ${only.to}`, edits }];
}
