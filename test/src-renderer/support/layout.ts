import { vi } from 'vitest';

/** jsdom lays nothing out and paints nothing: here every element is this large, CSS pixels, and a canvas stays empty. */
export function giveLayout(width: number, height: number): void {
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe = vi.fn();
      unobserve = vi.fn();
      disconnect = vi.fn();
    },
  );
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(width);
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(height);
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null);
  Element.prototype.scrollIntoView = vi.fn();
  HTMLElement.prototype.showPopover = vi.fn();
}
