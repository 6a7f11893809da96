const OWN_SPACE =
  'dialog, button, input, select, textarea, a, summary, [contenteditable], [role="button"], [role="application"]';

/** Space, pressed where it has no meaning of its own: not in a field, on a button, nor in a dialog. */
export function isFreeSpace(event: KeyboardEvent): boolean {
  if (event.code !== 'Space' || event.repeat || event.ctrlKey || event.altKey || event.metaKey) return false;
  return !(event.target instanceof Element && event.target.closest(OWN_SPACE));
}
