import * as electron from 'electron';
import { DROPPED_CHANNEL } from './channels';

/** Electron 32 took `File.path` away and brought `webUtils`; 25 has only the former. */
const { webUtils } = electron as { readonly webUtils?: typeof electron.webUtils };

const pathOf = (file: File & { readonly path?: string }): string => webUtils?.getPathForFile(file) ?? file.path ?? '';

const holdsFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false;

function accept(event: DragEvent): void {
  if (!holdsFiles(event)) return;
  event.preventDefault();
  if (event.dataTransfer) event.dataTransfer.dropEffect = 'copy';
}

function onDrop(event: DragEvent): void {
  if (!holdsFiles(event)) return;
  event.preventDefault(); // or the window would go to the file
  const [file] = event.dataTransfer?.files ?? [];
  const path = event.isTrusted && file ? pathOf(file) : '';
  if (path !== '') electron.ipcRenderer.send(DROPPED_CHANNEL, path);
}

/**
 * Tells main of files that are dropped on the window. It happens here and not in the page: the page sees no path, and cannot
 * make one up, since only the user's own drop is trusted.
 */
export function hearDrops(): void {
  // What is entered and left again without another move, as when the page changes below the pointer, is a place as well.
  for (const move of ['dragenter', 'dragover'] as const) window.addEventListener(move, accept);
  window.addEventListener('drop', onDrop);
}
