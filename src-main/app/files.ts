import { BrowserWindow, dialog, ipcMain, type IpcMainInvokeEvent, type SaveDialogOptions } from 'electron';
import { basename } from 'node:path';
import { z } from 'zod';
import { describeIssue } from '../../src-core/input-error';
import type { SaveOutcome, SaveRequest } from '../../src-core/protocol/bridge';
import { SAVE_CHANNEL } from '../preload/channels';
import { isOurPage } from './sender';
import { describeFileError } from '../storage/file-error';
import { writeFileAtomically } from '../storage/write-file';

/** The page proposes a name and hands over bytes; where they go, only the user says. */
const saveRequest = z.strictObject({
  suggestedName: z
    .string()
    .max(200)
    .regex(/^[^/\\\0]+$/, 'must be a file name without a folder'),
  bytes: z.instanceof(Uint8Array),
}) satisfies z.ZodType<SaveRequest>;

async function save(event: IpcMainInvokeEvent, request: unknown): Promise<SaveOutcome> {
  if (!isOurPage(event.senderFrame)) throw new Error('Files are saved for our own page only.');
  const checked = saveRequest.safeParse(request);
  if (!checked.success) return { kind: 'failed', message: `Nothing was saved: ${describeIssue(checked.error)}.` };
  const { suggestedName, bytes } = checked.data;
  const window = BrowserWindow.fromWebContents(event.sender);
  const options: SaveDialogOptions = {
    defaultPath: suggestedName,
    properties: ['showOverwriteConfirmation', 'createDirectory'],
  };
  const choice = await (window ? dialog.showSaveDialog(window, options) : dialog.showSaveDialog(options));
  if (choice.canceled || !choice.filePath) return { kind: 'cancelled' };
  const name = basename(choice.filePath);
  try {
    await writeFileAtomically(choice.filePath, bytes);
    return { kind: 'saved', name };
  } catch (error) {
    return { kind: 'failed', message: `${name} was not saved: ${describeFileError(error)}.` };
  }
}

export function setupFiles(): void {
  ipcMain.handle(SAVE_CHANNEL, save);
}
