import { z } from 'zod';
import type { Stroke } from '../../src-core/data/drawing/stroke';
import { readStored, writeStored } from './stored';

const NAME = 'kernelsmith.drawing';

const strokesSchema = z.array(z.array(z.tuple([z.number(), z.number()])).min(1));

/** Keeps the drawing beyond the end of the program. */
export class DrawingMemory {
  readonly #storage: Storage | null;

  /** Null: nothing is kept. */
  constructor(storage: Storage | null) {
    this.#storage = storage;
  }

  read(): readonly Stroke[] {
    return (this.#storage && readStored(this.#storage, NAME, strokesSchema)) ?? [];
  }

  write(strokes: readonly Stroke[]): void {
    if (this.#storage) writeStored(this.#storage, NAME, strokes);
  }
}
