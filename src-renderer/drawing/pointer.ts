import type { Point } from '../../src-core/data/drawing/stroke';
import type { Tool } from '../state/gesture';

/** Points nearer to each other than this make no line that is worth keeping; a share of the pad's side. */
const MIN_DISTANCE = 0.012;
/** `PointerEvent.button` of the right mouse button, and of the end of a pen that erases. */
const RIGHT = 2;
const PEN_ERASER = 5;

type Spot = Pick<PointerEvent, 'clientX' | 'clientY'>;

/** Where a pointer is on the pad, 0…1; outside of it, beyond. */
export function pointOnPad({ clientX, clientY }: Spot, box: Pick<DOMRect, 'left' | 'top' | 'width' | 'height'>): Point {
  return [(clientX - box.left) / box.width, (clientY - box.top) / box.height];
}

/** The tool that a button puts down; null for buttons that mean nothing here. */
export function toolOf(button: number, chosen: Tool): Tool | null {
  if (button === 0) return chosen;
  return button === RIGHT || button === PEN_ERASER ? 'eraser' : null;
}

/** Every place that the pointer came through since the last event, which are more than there are frames. */
export const spotsOf = (event: PointerEvent): readonly Spot[] => {
  const spots = event.getCoalescedEvents();
  return spots.length > 0 ? spots : [event];
};

export const isFarEnough = (from: Point, to: Point): boolean =>
  Math.hypot(to[0] - from[0], to[1] - from[1]) >= MIN_DISTANCE;
