/** Distances from the edges of the window, CSS pixels; of top and bottom one. */
export interface PopoverPlace {
  readonly top?: number;
  readonly right: number;
  readonly bottom?: number;
}

/** Between a button and what it opens, and to the edge of the window, CSS pixels. */
const BELOW_GAP = 6;
/** Between a panel and what stands beside it, CSS pixels. */
const BESIDE_GAP = 9;

/** Below the button that opens it, ending where that ends. */
export function belowButton({ id }: Element): PopoverPlace | null {
  const box = document.querySelector(`[popovertarget="${id}"]`)?.getBoundingClientRect();
  if (!box) return null;
  return {
    top: box.bottom + BELOW_GAP,
    right: Math.max(BELOW_GAP, document.documentElement.clientWidth - box.right),
  };
}

/** Left of the section that it belongs to, ending where that ends. Nothing of a panel that it may leave can clip it. */
export function besideSection(popover: Element): PopoverPlace | null {
  const box = popover.closest('section')?.getBoundingClientRect();
  return box ? { right: innerWidth - box.left + BESIDE_GAP, bottom: innerHeight - box.bottom + BESIDE_GAP } : null;
}
