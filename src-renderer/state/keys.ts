const OWN_SPACE =
  'dialog, button, input, select, textarea, a, summary, [contenteditable], [role="button"], [role="application"]';

/** Whether a modal dialog has the keys: also where a press beside its buttons has left the focus to the page. */
export const isDialogOpen = (page: Document): boolean => page.querySelector('dialog[open]') !== null;

/** Space, pressed where it has no meaning of its own: not in a field, on a button, nor in a dialog. */
export function isFreeSpace(event: KeyboardEvent): boolean {
  if (event.code !== 'Space' || event.repeat || event.ctrlKey || event.altKey || event.metaKey) return false;
  const { target } = event;
  if (!(target instanceof Element)) return true;
  return target.closest(OWN_SPACE) === null && !isDialogOpen(target.ownerDocument);
}
