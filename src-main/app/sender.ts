import type { WebFrameMain } from 'electron';
import { developmentUrl, PAGE_ORIGIN } from './page-protocol';

/** Whether a message comes from our own page and not from something that got into the window. */
export function isOurPage(frame: WebFrameMain | null): boolean {
  if (!frame || frame.parent) return false;
  const url = developmentUrl();
  if (url !== undefined) return new URL(frame.url).origin === new URL(url).origin;
  return frame.url.startsWith(`${PAGE_ORIGIN}/`);
}
