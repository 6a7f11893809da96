import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Probe } from './probe';

/** A folder for the runs of a session, gone when the test is over: the session has to be `over` before. */
export function temporaryRuns(): string {
  const folder = mkdtempSync(join(tmpdir(), 'kernelsmith-runs-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
  });
  return folder;
}

/** Ends a session's run; nothing is written any more. */
export async function over({ session }: Probe): Promise<void> {
  await session.stop();
  await session.settle();
}
