import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';

/** The command line in a process of its own, as the build made it. */
const CLI = resolve('out/main/cli.js');

/** `train` with these options as a process that can be killed. */
export function startTraining(folder: string, options: readonly string[]): ChildProcess {
  const args = [CLI, 'train', ...options, '--out', folder, '--json'];
  return spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'] });
}

/** Ends it by a signal, at once; resolves when it is gone, with what it complained of before. */
export async function endBy(child: ChildProcess, signal: NodeJS.Signals): Promise<string> {
  const gone = ended(child);
  child.kill(signal);
  return gone;
}

/** Resolves when it is gone, with what it complained of. */
export async function ended(child: ChildProcess): Promise<string> {
  let complaints = '';
  child.stderr?.on('data', (chunk: Buffer) => (complaints += chunk.toString()));
  if (child.exitCode === null && child.signalCode === null) await once(child, 'close');
  return complaints;
}
