import type { z } from 'zod';

/** What was kept under a name the last time; null when there is nothing, or nothing that can be understood. */
export function readStored<T>(storage: Storage, name: string, schema: z.ZodType<T>): T | null {
  try {
    const parsed = schema.safeParse(JSON.parse(storage.getItem(name) ?? 'null'));
    return parsed.success ? parsed.data : null;
  } catch {
    return null; // no JSON
  }
}

/** Keeps a choice beyond the end of the program. Without room on the disk it lasts as long as the window. */
export function writeStored(storage: Storage, name: string, value: unknown): void {
  try {
    storage.setItem(name, JSON.stringify(value));
  } catch {
    // A size that is forgotten is no reason to stop anybody's work.
  }
}
