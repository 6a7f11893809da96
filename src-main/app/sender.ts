import type { WebFrameMain } from 'electron';
import { PAGE_ORIGIN } from './page-protocol';

/** Whether a message comes from our own page and not from something that got into the window. */
export function isOurPage(frame: WebFrameMain | null): boolean {
  if (!frame || frame.parent) return false;
  const development = process.env.ELECTRON_RENDERER_URL;
  const { origin } = new URL(frame.url);
  if (development) return origin === new URL(development).origin;
  return frame.url.startsWith(`${PAGE_ORIGIN}/`);
}
