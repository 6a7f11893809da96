import { z } from 'zod';
import type { Stroke } from '../../src-core/data/drawing/stroke';
import { Stored } from './stored';

const strokesSchema = z.array(z.array(z.tuple([z.number(), z.number()])).min(1));

/** The drawing, as it was left. */
export const drawingMemory = (storage: Storage | null): Stored<readonly Stroke[]> =>
  new Stored(storage, 'kernelsmith.drawing', strokesSchema);
