const OWN_SPACE =
  'dialog, button, input, select, textarea, a, summary, [contenteditable], [role="button"], [role="application"], [role="grid"]';

/** Whether a modal dialog has the keys: also where a press beside its buttons has left the focus to the page. */
export const isDialogOpen = (page: Document): boolean => page.querySelector('dialog[open]') !== null;

const FIELDS = 'input:not([type="checkbox"], [type="range"]), select, textarea, [contenteditable]';

/** What a key means for the run. `goOnOrPause`: Space. `batch` and `epoch`: a step, by the full stop without and with Shift. */
export type RunKey = 'goOnOrPause' | 'batch' | 'epoch';

/** What a key means for the run where it has no meaning of its own: not in a field, nor in a dialog; Space not on a button either. */
export function runKey(event: KeyboardEvent): RunKey | null {
  if (event.repeat || event.ctrlKey || event.altKey || event.metaKey) return null;
  const isFree = (elsewhere: string): boolean =>
    !(event.target instanceof Element) ||
    (event.target.closest(elsewhere) === null && !isDialogOpen(event.target.ownerDocument));
  if (event.code === 'Space') return isFree(OWN_SPACE) ? 'goOnOrPause' : null;
  if (event.code !== 'Period' || !isFree(FIELDS)) return null;
  return event.shiftKey ? 'epoch' : 'batch';
}
