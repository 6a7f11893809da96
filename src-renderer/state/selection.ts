import { INPUT, type NetworkSpec } from '../../src-core/architecture/network-spec';
import type { Block, NetworkEdit } from './network-edit';

/** Those of the names that a network has. */
export function existing(names: readonly string[], { layers }: NetworkSpec): readonly string[] {
  const there = new Set(layers.map(({ name }) => name));
  return names.filter((name) => there.has(name));
}

/** The layers of these names, in the network's order. */
export function blockOf(names: readonly string[], { layers }: NetworkSpec): Block {
  const chosen = new Set(names);
  return layers.filter(({ name }) => chosen.has(name));
}

/**
 * Behind which layer new ones are put: the last selected one, else the last one of all; the input where there is none.
 * `order`: names from top to bottom.
 */
export function insertionPoint(order: readonly string[], selection: readonly string[]): string {
  const chosen = new Set(selection);
  return order.filter((name) => chosen.has(name)).at(-1) ?? order.at(-1) ?? INPUT;
}

/** New layers are selected; else what was selected and is still there, a renamed layer under its new name. */
export function selectionAfter(
  before: NetworkSpec,
  after: NetworkSpec,
  edit: NetworkEdit,
  selection: readonly string[],
): readonly string[] {
  const old = new Set(before.layers.map(({ name }) => name));
  if (edit.kind === 'rename') return selection.map((name) => (name === edit.name ? edit.to : name));
  const added = after.layers.filter(({ name }) => !old.has(name)).map(({ name }) => name);
  return added.length > 0 && edit.kind !== 'replace' ? added : existing(selection, after);
}
