import { app, session } from 'electron';

/** Texts go to the clipboard when a button for it is pressed; nothing is read from there. */
const GRANTED = 'clipboard-sanitized-write';

/** Denies what the page never needs: permissions, other windows, webviews, going elsewhere. */
export function setupSecurity(): void {
  // Without a language there is nothing for the spell checker to download: nothing ever leaves the machine.
  session.defaultSession.setSpellCheckerLanguages([]);
  session.defaultSession.setPermissionRequestHandler((_contents, permission, answer) => {
    answer(permission === GRANTED);
  });
  session.defaultSession.setPermissionCheckHandler((_contents, permission) => permission === GRANTED);
  app.on('web-contents-created', (_event, contents) => {
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
    contents.on('will-navigate', (event) => {
      event.preventDefault();
    });
    contents.on('will-attach-webview', (event) => {
      event.preventDefault();
    });
  });
}
