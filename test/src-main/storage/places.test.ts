import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { tiny } from '../../../src-core/architecture/presets/tiny';
import { DraftKeeper } from '../../../src-main/app/draft-keeper';
import { RecentFiles } from '../../../src-main/app/recent-files';
import { RunStore } from '../../../src-main/trainer/run-store';
import { refusal, temporaryFolder, writeRun } from '../../support/cli';
import { canMount, Disk, forbidWriting } from '../../support/disks';

// Every kind of file that the program writes, where it cannot be written: what was there stays whole, nothing is left beside it,
// and what is told names the file and why. The files of a run: run-saver.test.ts.

/** A place for files, and a way to make it impossible to write there; `end` undoes that. */
interface Fault {
  readonly place: string;
  readonly begin: () => void;
  readonly end: () => void;
}

function onDisk(disk: Disk, begin: () => void): Fault {
  return { place: disk.path, begin, end: () => undefined };
}

function withoutRights(): Fault {
  const place = temporaryFolder();
  let giveBack = (): void => undefined;
  return { place, begin: () => (giveBack = forbidWriting(place)), end: () => giveBack() };
}

describe.each([
  { cause: 'the disk is full (ENOSPC)', mounts: true, faultOn: (disk: Disk) => onDisk(disk, () => disk.fill()) },
  {
    cause: 'that place is read-only (EROFS)',
    mounts: true,
    faultOn: (disk: Disk) => onDisk(disk, () => disk.setReadOnly(true)),
  },
  { cause: 'you have no right to (EACCES)', mounts: false, faultOn: withoutRights },
])('where $cause', ({ cause, mounts, faultOn }) => {
  describe.skipIf(mounts && !canMount)('', () => {
    let disk: Disk | null;
    let fault: Fault;
    let file: string;
    beforeEach(() => {
      disk = mounts ? Disk.mount(1 << 20) : null;
      fault = faultOn(disk!);
      file = join(fault.place, 'file');
    });
    afterEach(() => {
      fault.end();
      disk?.unmount();
    });

    /** Writes, has the fault begin, writes something else, and finds what was written first. */
    async function expectOldKept<T>(write: (text: string) => Promise<T>, path = file): Promise<T> {
      const folder = dirname(path);
      await write('first');
      const old = readFileSync(path);
      const beside = readdirSync(folder);
      fault.begin();
      const outcome = await write('second');
      fault.end();
      expect(readFileSync(path).equals(old)).toBe(true);
      expect(readdirSync(folder).filter((name) => name !== '.ballast')).toEqual(beside);
      return outcome;
    }

    it('the draft of the last moment before is kept, and that is said', async () => {
      const keeper = new DraftKeeper(file, () => true);
      const long = 'x'.repeat(10_000);
      const outcome = await expectOldKept((text) => keeper.keep({ text: text + long, recipe: '', path: null }));
      expect(outcome).toEqual({ kind: 'failed', message: `The unsaved network is not kept for a restart: ${cause}.` });
    });

    it('the list of recent files of before is kept, and nobody is disturbed', async () => {
      const recent = await RecentFiles.open(
        file,
        () => undefined,
        () => undefined,
      );
      await expectOldKept(async (text) => {
        recent.add(`/${text}/${'x'.repeat(10_000)}`, 1);
        await recent.written();
      });
    });

    it('what was noted about a run is kept, and the window is told', async () => {
      const run = join(fault.place, 'run');
      await writeRun(run, tiny.network);
      const store = new RunStore(fault.place);
      const note = async (text: string): Promise<string> => {
        const notes = text.padEnd(8000, '.');
        return store.edit('run', { notes }).then(
          () => 'noted',
          (error: unknown) => (error as Error).message,
        );
      };
      const said = await expectOldKept(note, join(run, 'notes.json'));
      expect(said).toBe(`${run}: nothing could be written there: ${cause}.`);
    });

    it('an export of before is kept, and the command line says so in one line', async () => {
      const parent = temporaryFolder();
      chmodSync(parent, 0o755); // to be read by whoever has no right to write
      const run = join(parent, 'run');
      await writeRun(run, tiny.network);
      const command = ['export', '--run', run, '--format', 'npz', '--out', file];
      const said = await expectOldKept(async (text) => {
        if (text === 'second') return refusal(...command);
        writeFileSync(file, 'old');
        return '';
      });
      expect(said).toBe(`${file}: cannot be written: ${cause}.`);
    });

    it('no run begins from the command line, and what it says is one line', async () => {
      const folder = join(fault.place, 'run');
      mkdirSync(fault.place, { recursive: true });
      fault.begin();
      const said = await refusal('train', '--preset', 'notebook-002', '--threads', '1', '--out', folder);
      fault.end();
      expect(said).toBe(`${folder}: no run can be written there: ${cause}.`);
      if (existsSync(folder)) rmSync(folder, { recursive: true });
    });
  });
});
