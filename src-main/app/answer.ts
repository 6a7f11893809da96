import { BrowserWindow, ipcMain, type IpcMainEvent, type IpcMainInvokeEvent } from 'electron';
import { z } from 'zod';
import { describeIssue, InputError } from '../../src-core/input-error';
import { isOurPage } from './sender';

/** The window that a message came from. */
export type Sender = ReturnType<typeof BrowserWindow.fromWebContents>;

/** What a message from our page holds. Throws an InputError for anything else. */
function read<T>(event: IpcMainEvent | IpcMainInvokeEvent, channel: string, schema: z.ZodType<T>, params: unknown): T {
  if (!isOurPage(event.senderFrame)) throw new InputError('Only our own page is answered.');
  const checked = schema.safeParse(params);
  if (!checked.success) throw new InputError(`${channel}: ${describeIssue(checked.error)}.`);
  return checked.data;
}

/** Answers our page's questions on a channel; `window` is where dialogs belong. */
export function answer<T, R>(
  channel: string,
  schema: z.ZodType<T>,
  reply: (params: T, window: Sender) => R | Promise<R>,
): void {
  ipcMain.handle(channel, async (event, params: unknown) =>
    reply(read(event, channel, schema, params), BrowserWindow.fromWebContents(event.sender)),
  );
}

/** Hears what our page says on a channel. What is not as it should be, or from elsewhere, is not heard. */
export function hear<T>(channel: string, schema: z.ZodType<T>, act: (params: T, window: Sender) => void): void {
  ipcMain.on(channel, (event, params: unknown) => {
    let heard: T;
    try {
      heard = read(event, channel, schema, params);
    } catch {
      return;
    }
    act(heard, BrowserWindow.fromWebContents(event.sender));
  });
}

/** A message that is nothing but a message. */
export const nothing = z.undefined();
