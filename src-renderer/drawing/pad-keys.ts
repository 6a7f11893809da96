import type { Point } from '../../src-core/data/drawing/stroke';

/** How far an arrow key moves the tool, as a share of the pad's side; with Shift, how far. */
const STEP = 0.025;
const FAR_STEP = 0.1;

const ARROWS: ReadonlyMap<string, Point> = new Map([
  ['ArrowLeft', [-1, 0]],
  ['ArrowRight', [1, 0]],
  ['ArrowUp', [0, -1]],
  ['ArrowDown', [0, 1]],
]);

export type PadCommand = 'press' | 'clear' | 'eraser' | 'pen';

const COMMANDS: ReadonlyMap<string, PadCommand> = new Map([
  [' ', 'press'],
  ['Enter', 'press'],
  ['Delete', 'clear'],
  ['Backspace', 'clear'],
  ['e', 'eraser'],
  ['p', 'pen'],
]);

type Key = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'>;

const isPlain = ({ ctrlKey, metaKey, altKey }: Key): boolean => !ctrlKey && !metaKey && !altKey;

export const isArrow = (event: Key): boolean => ARROWS.has(event.key) && isPlain(event);

/** Where the tool comes to from `at` by all arrow keys that are held, two of them making a diagonal; on the pad, 0…1. */
export function stepped(at: Point, held: Iterable<string>, far: boolean): Point {
  const step = far ? FAR_STEP : STEP;
  let [x, y] = at;
  for (const key of held) {
    const [dx, dy] = ARROWS.get(key) ?? [0, 0];
    x += step * dx;
    y += step * dy;
  }
  return [clamp(x), clamp(y)];
}

const clamp = (share: number): number => Math.min(1, Math.max(0, share));

/** What a key means while the pad has the focus, besides moving. */
export function padCommand(event: Key): PadCommand | null {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  return isPlain(event) ? (COMMANDS.get(key) ?? null) : null;
}

/** Ctrl+Z; Ctrl+Shift+Z or Ctrl+Y. On a Mac, the command key. */
export function historyCommand({ key, shiftKey, ctrlKey, metaKey, altKey }: Key): 'undo' | 'redo' | null {
  if (!(ctrlKey || metaKey) || altKey) return null;
  const letter = key.toLowerCase();
  if (letter === 'y') return 'redo';
  if (letter !== 'z') return null;
  return shiftKey ? 'redo' : 'undo';
}
