import { dialog, type MessageBoxOptions } from 'electron';
import type { Sender } from './answer';

const REPLACE = 0;

/** Asks whether what a file holds may be lost; `message` tells why that is a question. */
export async function mayReplace(message: string, window: Sender): Promise<boolean> {
  const options: MessageBoxOptions = {
    type: 'warning',
    message,
    detail: 'What is in the file now is lost then.',
    buttons: ['Replace', 'Cancel'],
    defaultId: 1,
    cancelId: 1,
    noLink: true,
  };
  const { response } = await (window ? dialog.showMessageBox(window, options) : dialog.showMessageBox(options));
  return response === REPLACE;
}
