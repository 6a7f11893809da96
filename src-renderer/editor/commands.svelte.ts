import { flushSync } from 'svelte';
import type { CanvasCommand } from './canvas-keys';
import type { CanvasView } from './canvas-view.svelte';
import { wiresOf, idOf } from './wires';

interface Situation {
  readonly view: CanvasView;
  /** What holds the cards. */
  readonly main: HTMLElement;
  /** Id of the selected wire. */
  readonly chosen: string | null;
  readonly event: KeyboardEvent;
}

/** The keys go to the card of this name. */
export function focusCard(main: ParentNode, name: string | undefined): void {
  if (name === undefined) return;
  main.querySelector<HTMLElement>(`[data-row="${name}"]`)?.focus({ preventScroll: true });
}

/** Into the name of a layer, once its details are there. */
export function renameLayer({ workbench }: CanvasView, main: ParentNode, name: string): void {
  workbench.editor.select([name]);
  requestAnimationFrame(() => {
    const field = main.querySelector<HTMLInputElement>('[data-testid="layer-name"]');
    field?.focus();
    field?.select();
  });
}

const orderOf = ({ workbench }: CanvasView): string[] => workbench.editor.analysis.layers.map(({ spec }) => spec.name);

/** The card that the keys go to. */
function focusedCard({ event }: Situation): string | null {
  const { target } = event;
  return target instanceof HTMLElement ? (target.dataset.row ?? null) : null;
}

/** What a command is about: what is selected, as everybody sees; where nothing is, the card with the focus. */
function subjects(situation: Situation): readonly string[] {
  const { selection } = situation.view.workbench.editor;
  const focused = focusedCard(situation);
  return selection.length > 0 || focused === null ? selection : [focused];
}

/** The keys go to what an edit has brought or moved, once it is on screen; where it has brought nothing, back to a card. */
function focusAfter({ view, main }: Situation, name?: string): true {
  requestAnimationFrame(() => {
    const { selection } = view.workbench.editor;
    if (name ?? selection.at(-1)) focusCard(main, name ?? selection.at(-1));
    else if (document.activeElement === document.body) focusCard(main, view.focused ?? orderOf(view)[0]);
  });
  return true;
}

/** Undone from elsewhere, the focus stays there. */
function focusAfterHistory(situation: Situation): true {
  return focusedCard(situation) === null ? true : focusAfter(situation);
}

function walk(situation: Situation, to: (index: number, last: number) => number): boolean {
  const { view, main } = situation;
  const { editor } = view.workbench;
  const order = orderOf(view);
  const at = order.indexOf(focusedCard(situation) ?? editor.selection.at(-1) ?? '');
  const next = order[Math.max(0, Math.min(order.length - 1, to(at, order.length - 1)))];
  if (next === undefined) return false;
  focusCard(main, next);
  view.focused = next;
  if (editor.selected !== null) editor.select([next]); // what is open follows
  return true;
}

function extend(situation: Situation, by: -1 | 1): boolean {
  const { view, main } = situation;
  const order = orderOf(view);
  const at = focusedCard(situation);
  const next = order[order.indexOf(at ?? '') + by];
  if (at === null || next === undefined) return false;
  const { editor } = view.workbench;
  editor.select([...new Set([...editor.selection, at, next])]);
  focusCard(main, next);
  return true;
}

function shift(situation: Situation, by: -1 | 1): boolean {
  const [name] = subjects(situation);
  if (name === undefined) return false;
  situation.view.workbench.editor.edit({ kind: 'shift', name, by });
  return focusAfter(situation, name);
}

function remove(situation: Situation): boolean {
  const { view, main, chosen } = situation;
  const { editor } = view.workbench;
  const wire = wiresOf(editor.analysis).find((candidate) => idOf(candidate) === chosen);
  // The card that has the keys is meant rather than a wire that was selected before.
  if (wire && focusedCard(situation) === null) {
    editor.edit({ kind: 'disconnect', wire });
    return true;
  }
  const names = subjects(situation);
  if (names.length === 0) return false;
  removeLayers(view, main, names);
  return true;
}

/**
 * The keys stay where they were: on what will take the place. They go there before anything else changes: where the card that has
 * them goes, or changes its place in the order of Tab, the browser lays out the page to see whether it can keep them.
 */
export function removeLayers(view: CanvasView, main: HTMLElement, names: readonly string[]): void {
  const order = orderOf(view);
  const first = Math.min(...names.map((name) => order.indexOf(name)));
  const rest = order.filter((name) => !names.includes(name));
  focusCard(main, rest[Math.min(first, rest.length - 1)]);
  flushSync();
  view.workbench.editor.edit({ kind: 'remove', names });
  if (rest.length === 0) requestAnimationFrame(() => main.focus({ preventScroll: true }));
}

/** Does what a key means; false where it means nothing as things stand, and is left to others. */
export function carryOut(command: CanvasCommand, situation: Situation): boolean {
  const { view, main } = situation;
  const { editor } = view.workbench;
  const names = subjects(situation);
  switch (command) {
    case 'undo':
      editor.undo();
      return focusAfterHistory(situation);
    case 'redo':
      editor.redo();
      return focusAfterHistory(situation);
    case 'copy':
      editor.copy(names);
      return names.length > 0;
    case 'cut':
      if (names.length === 0) return false;
      editor.copy(names);
      return remove(situation);
    case 'paste':
      editor.paste();
      return focusAfter(situation);
    case 'duplicate':
      editor.edit({ kind: 'duplicate', names });
      return focusAfter(situation);
    case 'delete':
      return remove(situation);
    case 'selectAll':
      editor.select(orderOf(view));
      return true;
    case 'clear':
      if (editor.selection.length === 0) return false;
      focusCard(main, editor.selection.at(-1));
      editor.select([]);
      return true;
    case 'search':
      if (names.length > 0) editor.select(names);
      view.search(null);
      return true;
    case 'rename':
    case 'settings':
      return openSettings(situation, command);
    case 'shiftUp':
      return shift(situation, -1);
    case 'shiftDown':
      return shift(situation, 1);
    case 'previous':
      return focusedCard(situation) !== null && walk(situation, (at) => at - 1);
    case 'next':
      return focusedCard(situation) !== null && walk(situation, (at) => at + 1);
    case 'first':
      return focusedCard(situation) !== null && walk(situation, () => 0);
    case 'last':
      return focusedCard(situation) !== null && walk(situation, (_, last) => last);
    case 'extendUp':
      return extend(situation, -1);
    case 'extendDown':
      return extend(situation, 1);
    default:
      return command satisfies never;
  }
}

/** Into the fields of the layer; where it is not open yet, Enter opens it by itself. */
function openSettings({ view, main, event }: Situation, command: 'rename' | 'settings'): boolean {
  const { editor } = view.workbench;
  const name = event.target instanceof HTMLElement ? event.target.dataset.row : undefined;
  if (name === undefined) return false;
  if (command === 'settings' && editor.selected !== name) return false; // the button's own press
  if (command === 'rename') {
    renameLayer(view, main, name);
  } else {
    editor.select([name]);
    requestAnimationFrame(() => main.querySelector<HTMLElement>('[data-details] :is(input, select)')?.focus());
  }
  return true;
}
