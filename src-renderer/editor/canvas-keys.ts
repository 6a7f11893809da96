/** What a key means on the canvas. */
export type CanvasCommand =
  | 'undo'
  | 'redo'
  | 'copy'
  | 'cut'
  | 'paste'
  | 'duplicate'
  | 'delete'
  | 'selectAll'
  | 'clear'
  | 'search'
  | 'rename'
  | 'settings'
  | 'shiftUp'
  | 'shiftDown'
  | 'previous'
  | 'next'
  | 'extendUp'
  | 'extendDown'
  | 'first'
  | 'last';

interface Key {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

const WITH_CONTROL: Readonly<Record<string, CanvasCommand | undefined>> = {
  z: 'undo',
  y: 'redo',
  c: 'copy',
  x: 'cut',
  v: 'paste',
  d: 'duplicate',
  a: 'selectAll',
};

const PLAIN: Readonly<Record<string, CanvasCommand | undefined>> = {
  Delete: 'delete',
  Backspace: 'delete',
  Escape: 'clear',
  '/': 'search',
  Insert: 'search',
  F2: 'rename',
  Enter: 'settings',
  ArrowUp: 'previous',
  ArrowDown: 'next',
  ArrowLeft: 'previous',
  ArrowRight: 'next',
  Home: 'first',
  End: 'last',
};

/** Null where the key means nothing here. */
export function commandOf({ key, ctrlKey, metaKey, shiftKey, altKey }: Key): CanvasCommand | null {
  if (ctrlKey || metaKey) {
    if (altKey) return null;
    const command = WITH_CONTROL[key.toLowerCase()] ?? null;
    if (!shiftKey) return command;
    return command === 'undo' ? 'redo' : null;
  }
  if (altKey) return key === 'ArrowUp' ? 'shiftUp' : key === 'ArrowDown' ? 'shiftDown' : null;
  if (shiftKey && key === 'ArrowUp') return 'extendUp';
  if (shiftKey && key === 'ArrowDown') return 'extendDown';
  return PLAIN[key] ?? null;
}
