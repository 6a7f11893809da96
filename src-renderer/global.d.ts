import type { Bridge } from '../src-core/protocol/bridge';

declare global {
  interface Window {
    /** Put there by the preload script; all that the page knows of the desktop. */
    readonly kernelsmith: Bridge;
  }
}
