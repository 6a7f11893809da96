import type { Attachment } from 'svelte/attachments';

/**
 * Tells how large an element is, inside its borders, CSS pixels: with the next frame, and whenever that changes. Asked for at
 * once, the browser would have to lay out the page in the middle of an edit.
 */
export const sizeOf =
  (tell: (width: number, height: number) => void): Attachment<HTMLElement> =>
  (element) => {
    const read = (): void => tell(element.clientWidth, element.clientHeight);
    const frame = requestAnimationFrame(read); // an observer hears nothing of what is scrolled away
    const observer = new ResizeObserver(read);
    observer.observe(element);
    return () => {
      cancelAnimationFrame(frame);
      observer.disconnect();
    };
  };
