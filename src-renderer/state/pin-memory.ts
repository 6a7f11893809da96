import { z } from 'zod';
import type { Pin } from './pinned-image';
import { Stored } from './stored';

const pinSchema = z.object({ source: z.enum(['example', 'drawing']), index: z.int().min(0) }) satisfies z.ZodType<Pin>;

/** Which image is pinned, so that a page that is loaded again shows the same. */
export const pinMemory = (storage: Storage | null): Stored<Pin> => new Stored(storage, 'kernelsmith.pin', pinSchema);
