import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A file system of its own, in memory, which can be filled and made read-only. */
export class Disk {
  readonly path: string;
  readonly #ballast: string;

  private constructor(path: string) {
    this.path = path;
    this.#ballast = join(path, '.ballast');
  }

  /** Null where this user may mount nothing. */
  static mount(bytes: number, path = mkdtempSync(join(tmpdir(), 'kernelsmith-disk-'))): Disk | null {
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${bytes},mode=1777`, 'tmpfs', path], { stdio: 'ignore' });
      return new Disk(path);
    } catch {
      rmSync(path, { recursive: true });
      return null;
    }
  }

  /** Leaves no room for another page. */
  fill(): void {
    try {
      for (;;) writeFileSync(this.#ballast, Buffer.alloc(4096), { flag: 'a' });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
    }
  }

  empty(): void {
    rmSync(this.#ballast, { force: true });
  }

  setReadOnly(readOnly: boolean): void {
    execFileSync('mount', ['-o', `remount,${readOnly ? 'ro' : 'rw'}`, this.path]);
  }

  unmount(): void {
    execFileSync('umount', ['-l', this.path]);
    rmSync(this.path, { recursive: true });
  }
}

/** Whether disks can be mounted here: by the superuser, unless a container forbids it. */
export const canMount = ((): boolean => {
  const disk = Disk.mount(1 << 16);
  disk?.unmount();
  return disk !== null;
})();

/** A user that owns nothing here. */
const NOBODY = 65_534;

/** Takes the right to write in a folder from this program, who is no superuser meanwhile; returns how to give it back. */
export function forbidWriting(folder: string): () => void {
  const superuser = process.geteuid?.() === 0;
  chmodSync(folder, 0o555);
  if (superuser) process.seteuid?.(NOBODY);
  return () => {
    if (superuser) process.seteuid?.(0);
    chmodSync(folder, 0o755);
  };
}
