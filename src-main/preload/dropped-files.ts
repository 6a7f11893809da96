import * as electron from 'electron';
import { DROPPED_CHANNEL } from './channels';

/** Electron 32 took `File.path` away and brought `webUtils`; 25 has only the former. */
const { webUtils } = electron as { readonly webUtils?: typeof electron.webUtils };

const pathOf = (file: File & { readonly path?: string }): string => webUtils?.getPathForFile(file) ?? file.path ?? '';

const holdsFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false;

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
  window.addEventListener('dragover', (event) => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    if (event.dataTransfer) event.dataTransfer.dropEffect = 'copy';
  });
  window.addEventListener('drop', onDrop);
}
