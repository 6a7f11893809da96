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
  if (event.code === 'Space') return isOutside(OWN_SPACE, event) ? 'goOnOrPause' : null;
  if (event.code !== 'Period' || !isOutsideFields(event)) return null;
  return event.shiftKey ? 'epoch' : 'batch';
}

/** Whether a key is typed neither in a field nor in a dialog. */
export const isOutsideFields = (event: KeyboardEvent): boolean => isOutside(FIELDS, event);

const isOutside = (elsewhere: string, { target }: KeyboardEvent): boolean =>
  !(target instanceof Element) || (target.closest(elsewhere) === null && !isDialogOpen(target.ownerDocument));
