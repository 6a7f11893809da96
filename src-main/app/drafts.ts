import { z } from 'zod';
import { readNetworkText } from '../../src-core/architecture/network-text';
import type { Draft, FoundDraft } from '../../src-core/protocol/bridge';
import { FIND_DRAFT_CHANNEL, KEEP_DRAFT_CHANNEL } from '../preload/channels';
import { answer, nothing } from './answer';
import type { DraftKeeper } from './draft-keeper';
import type { KnownFiles } from './known-files';

const draftSchema = z
  .strictObject({ text: z.string(), recipe: z.string(), fileId: z.string().nullable() })
  .nullable() satisfies z.ZodType<Draft | null>;

/** Whether the page will understand it. */
export const isNetwork = (text: string): boolean => readNetworkText(text).ok;

/** The unsaved network, between the page and its keeper: the page names a file by its id, the keeper by its path. */
export function setupDrafts(keeper: DraftKeeper, known: KnownFiles): void {
  answer(KEEP_DRAFT_CHANNEL, draftSchema, (draft) => {
    if (draft === null) return keeper.keep(null);
    const { text, recipe, fileId } = draft;
    return keeper.keep({ text, recipe, path: known.path(fileId ?? '') ?? null });
  });
  answer(FIND_DRAFT_CHANNEL, nothing, async (): Promise<FoundDraft> => {
    const found = await keeper.find();
    if (found.kind !== 'found') return found;
    const { path, ...draft } = found.content;
    return { kind: 'draft', ...draft, file: path === null ? null : known.know(path) };
  });
}
