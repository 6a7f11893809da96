import { z } from 'zod';
import { runIdSchema } from '../../src-core/protocol/run-id';
import { plural } from './format';
import { Stored } from './stored';

const deletionSchema = z.array(z.object({ id: runIdSchema, name: z.string() })).min(1);
const deletionsSchema = z.array(deletionSchema);

/** What was deleted in one go, and is brought back in one. */
export type Deletion = z.infer<typeof deletionSchema>;

/** "lenet-5", "5 runs" */
export function deletionWords([first, ...others]: Deletion): string {
  return others.length === 0 ? (first?.name ?? '') : plural(others.length + 1, 'run');
}

/** What was deleted, the latest last, so that a page that is loaded again can bring it back. */
export const deletionMemory = (storage: Storage | null): Stored<readonly Deletion[]> =>
  new Stored(storage, 'kernelsmith.deletions', deletionsSchema);
