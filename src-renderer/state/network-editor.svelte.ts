import { analyzeNetwork } from '../../src-core/architecture/analyze';
import { networkCosts } from '../../src-core/architecture/costs';
import type { NetworkSpec } from '../../src-core/architecture/network-spec';
import { applyEdit, editRefusal } from './apply-edit';
import { amended, edited, historyOf, redone, undone, type History } from './history';
import type { Moment } from './moment';
import type { Block, NetworkEdit } from './network-edit';
import { sameContent } from '../../src-core/architecture/same-content';
import { blockOf, existing, insertionPoint, selectionAfter } from './selection';

interface Listener {
  /** The network has become another one. */
  readonly changed: () => void;
  /** Other layers are selected. */
  readonly selected?: () => void;
  /** An edit is not done; the sentence says why. */
  readonly refused?: (sentence: string) => void;
}

/** The network that is being built: edits with undo and redo, what is selected, and what was copied. */
export class NetworkEditor {
  #history: History<Moment>;
  /** Edits of one gesture, such as the drag of a slider, are one step. */
  #gesture: string | null = null;
  /** Names of the selected layers; nothing but what there is. */
  selection: readonly string[] = $state.raw([]);
  /** How many networks have been begun with. */
  documents = $state(0);
  #copied: Block = $state.raw([]);
  readonly #listener: Listener;

  constructor(network: NetworkSpec, listener: Listener) {
    this.#history = $state.raw(historyOf<Moment>({ network, selection: [] }));
    this.#listener = listener;
  }

  readonly network: NetworkSpec = $derived.by(() => this.#history.present.network);
  readonly analysis = $derived.by(() => analyzeNetwork(this.network));
  readonly costs = $derived.by(() => networkCosts(this.analysis, this.network.input.shape));

  /** All that can be undone and redone. */
  get history(): History<Moment> {
    return this.#left;
  }

  get canUndo(): boolean {
    return this.#history.past.length > 0;
  }

  get canRedo(): boolean {
    return this.#history.future.length > 0;
  }

  /** The one selected layer; null when there is none, or several. */
  get selected(): string | null {
    return this.selection.length === 1 ? (this.selection[0] ?? null) : null;
  }

  /**
   * Carries out an edit; layers that are new by it are selected. Edits that come one after the other with the same `gesture`
   * are one step of undo.
   */
  edit(edit: NetworkEdit, gesture: string | null = null): void {
    const before = this.network;
    const network = applyEdit(before, edit);
    if (network === before) {
      this.#refuse(edit);
      return;
    }
    const selection = selectionAfter(before, network, edit, this.selection);
    const merge = gesture !== null && gesture === this.#gesture;
    const changed = (merge ? amended : edited)(this.#left, { network, selection });
    // A gesture that has come back to where it began is no step, and what follows is another one.
    const isBack = merge && sameContent(changed.past.at(-1)?.network, network);
    this.#history = isBack ? { ...undone(changed), future: [] } : changed;
    this.#gesture = isBack ? null : gesture;
    this.selection = selection;
    this.#listener.changed();
  }

  /** The gesture is over: the next edit is a step of its own. */
  endGesture(): void {
    this.#gesture = null;
  }

  /** Carries out edits in order, such as those of a repair, as one step of undo. */
  editAll(edits: readonly NetworkEdit[]): void {
    this.endGesture();
    for (const edit of edits) this.edit(edit, 'all');
    this.endGesture();
  }

  undo(): void {
    this.#go(undone);
  }

  redo(): void {
    this.#go(redone);
  }

  /** Another network is on the table, with a history of its own: none yet, if nothing else is said. */
  begin(network: NetworkSpec, history = historyOf<Moment>({ network, selection: [] })): void {
    this.documents++;
    this.#gesture = null;
    this.#history = history;
    this.selection = existing(history.present.selection, network);
    this.#listener.changed();
  }

  select(names: readonly string[]): void {
    const selection = existing(names, this.network);
    if (selection.join() === this.selection.join()) return;
    this.selection = selection;
    this.#listener.selected?.();
  }

  copy(names: readonly string[] = this.selection): void {
    const block = blockOf(names, this.network);
    if (block.length > 0) this.#copied = block;
  }

  /** Behind the last selected layer, else behind the last one of all. */
  paste(): void {
    this.add(this.#copied);
  }

  /** Behind which layer new ones are put; the input where there is none. */
  get insertionPoint(): string {
    const order = this.analysis.layers.map(({ spec }) => spec.name);
    return insertionPoint(order, this.selection);
  }

  /** Puts a block in at the insertion point. */
  add(block: Block): void {
    this.edit({ kind: 'insertAfter', block, after: this.insertionPoint });
  }

  #refuse(edit: NetworkEdit): void {
    const sentence = editRefusal(this.network, edit);
    if (sentence !== null) this.#listener.refused?.(sentence);
  }

  /** What was selected since belongs to the moment that is left. */
  get #left(): History<Moment> {
    return { ...this.#history, present: { network: this.network, selection: this.selection } };
  }

  #go(way: (history: History<Moment>) => History<Moment>): void {
    const next = way(this.#history);
    if (next === this.#history) return;
    this.#gesture = null;
    this.#history = next;
    this.select(next.present.selection);
    this.#listener.changed();
  }
}
