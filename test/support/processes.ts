import { readdirSync, readFileSync } from 'node:fs';
import type { RunningApp } from './app';

// What the system tells of processes. Linux only: all of it is read from /proc.

/** Each process and the one that started it. */
const parents = (): (readonly [pid: number, parent: number])[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
        return [[Number(name), Number(stat.slice(stat.lastIndexOf(')') + 4).split(' ')[0])] as const];
      } catch {
        return []; // it has just ended
      }
    });

/** A process and all that it started, and those started. */
function treeOf(root: number): number[] {
  const known = parents();
  const all = [root];
  for (const pid of all) all.push(...known.filter(([, parent]) => parent === pid).map(([child]) => child));
  return all;
}

/** The processes of the app: the one that was started and all that it started. */
export const processesOf = ({ app }: RunningApp): number[] => treeOf(app.process().pid!);

/** Ends the app and all its processes from one moment to the next. */
export async function killAll(running: RunningApp): Promise<void> {
  const ended = new Promise((done) => running.app.process().once('exit', done));
  for (const pid of processesOf(running)) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It has ended because another one did.
    }
  }
  await ended;
}

/** Processor time of a process so far, seconds. */
export function processorTime(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

/** Memory of a process, what it shares with others by shares, MB. */
export function memoryOf(pid: number): number {
  const kilobytes = /^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))![1];
  return Number(kilobytes) / 1024;
}
