/** What is done with the current row. */
export type RowCommand = 'expand' | 'collapse' | 'compare' | 'open' | 'rename' | 'star' | 'delete';

/** What a key does in the table of runs. */
export type TableCommand =
  | { readonly kind: 'go'; readonly by: number }
  | { readonly kind: 'menu' }
  | { readonly kind: 'row'; readonly does: RowCommand };

/** What a key does on a heading of the table. */
type HeadingCommand =
  { readonly kind: 'leave' } | { readonly kind: 'go'; readonly by: number } | { readonly kind: 'sort' };

type Key = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'altKey' | 'metaKey'>;

const WAYS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, Home: -Infinity, End: Infinity };
const ROW_KEYS: Readonly<Record<string, RowCommand>> = {
  ArrowRight: 'expand',
  ArrowLeft: 'collapse',
  ' ': 'compare',
  Enter: 'open',
  F2: 'rename',
  s: 'star',
  Delete: 'delete',
};

const HEADING_KEYS: Readonly<Record<string, HeadingCommand>> = {
  ArrowDown: { kind: 'leave' },
  Escape: { kind: 'leave' },
  ArrowRight: { kind: 'go', by: 1 },
  ArrowLeft: { kind: 'go', by: -1 },
  Enter: { kind: 'sort' },
  ' ': { kind: 'sort' },
};
/** What the window does alone. */
const WITHOUT_TRAINER: ReadonlySet<RowCommand> = new Set(['expand', 'collapse', 'compare']);

export const needsTrainer = (does: RowCommand): boolean => !WITHOUT_TRAINER.has(does);

/** Whether what was deleted is wanted back. */
export const isUndo = ({ key, shiftKey, ctrlKey, altKey, metaKey }: Key): boolean =>
  (ctrlKey || metaKey) && !shiftKey && !altKey && key.toLowerCase() === 'z';

/** `page`: so many rows are in sight. */
export function tableCommand({ key, shiftKey, ctrlKey, altKey, metaKey }: Key, page: number): TableCommand | null {
  if (ctrlKey || altKey || metaKey) return null;
  if (key === 'ContextMenu' || (shiftKey && key === 'F10')) return { kind: 'menu' };
  if (shiftKey) return null;
  const by = key === 'PageDown' ? page : key === 'PageUp' ? -page : WAYS[key];
  if (by !== undefined) return { kind: 'go', by };
  const does = ROW_KEYS[key];
  return does ? { kind: 'row', does } : null;
}

export const headingCommand = (key: string): HeadingCommand | null => HEADING_KEYS[key] ?? null;
