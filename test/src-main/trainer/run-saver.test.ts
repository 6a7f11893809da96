import {
  fsyncSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { TrainingSettings } from '../../../src-core/architecture/training-settings';
import { referenceKernels } from '../../../src-core/kernels/reference';
import { prepareTraining } from '../../../src-core/training/prepare';
import { train } from '../../../src-core/training/train';
import { mustBeSaved, RunSaver } from '../../../src-main/trainer/run-saver';
import { canMount, Disk, forbidWriting } from '../../support/disks';
import { barSplits } from '../../support/examples';
import { barsNetwork, quickSettings } from '../../support/networks';

// As they are, but for the calls that a test has fail.
vi.mock(import('node:fs'), async (original) => {
  const fs = await original();
  return { ...fs, writeSync: vi.fn(fs.writeSync), fsyncSync: vi.fn(fs.fsyncSync) } as unknown as typeof fs;
});

type WriteAt = (file: number, bytes: Uint8Array, offset: number, length: number, position: number) => number;

let parent: string;
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'kernelsmith-saver-'));
});
afterEach(() => {
  rmSync(parent, { recursive: true });
});

const settings: TrainingSettings = { ...quickSettings, epochs: 40 };
const splits = barSplits({ train: 30, validation: 10, test: 7 });
/** Steps and epochs of such a run, and the batches of its validations. */
const EVENTS = [...train(prepareTraining(barsNetwork, settings, splits, referenceKernels))].length;

/** Trains a whole run into a folder, a second for each event; `before` is called before the event of that number. */
async function trainInto(
  folder: string,
  before: (event: number) => void = () => undefined,
  { epochs = settings.epochs } = {},
): Promise<string[]> {
  const training = prepareTraining(barsNetwork, { ...settings, epochs }, splits, referenceKernels);
  const told: string[] = [];
  let seconds = 0;
  const saver = new RunSaver(training, {
    onFailure: (error) => told.push((error as Error).message),
    onRecovery: () => told.push('recovered'),
    now: () => seconds * 1000,
  });
  await saver.begin({ folder }, { network: barsNetwork, settings, kernels: 'reference' });
  for (const event of train(training)) {
    before(seconds++);
    await saver.record(event);
  }
  await saver.close();
  return told;
}

/** All that a run leaves, but for how often it was saved in between. */
function contentOf(folder: string): unknown {
  const newest = readdirSync(join(folder, 'checkpoints')).sort().at(-1)!;
  const bytes = (...path: string[]): string => readFileSync(join(folder, ...path)).toString('base64');
  return {
    files: readdirSync(folder).sort(),
    history: bytes('history.ndjson'),
    newest,
    checkpoint: bytes('checkpoints', newest),
  };
}

/** The same run, undisturbed. */
async function undisturbed(length = {}): Promise<unknown> {
  expect(await trainInto(join(parent, 'undisturbed'), undefined, length)).toEqual([]);
  return contentOf(join(parent, 'undisturbed'));
}

const failing = (code: string) => (): never => {
  throw Object.assign(new Error(code), { code });
};

describe('a run that cannot be saved', () => {
  it('from the beginning, is saved whole as soon as it can be, and said once that it was not', async () => {
    const place = join(parent, 'place');
    writeFileSync(place, '');
    const told = await trainInto(join(place, 'run'), (event) => {
      if (event === 70) rmSync(place);
    });
    expect(told).toEqual([
      `${join(place, 'run')}: no run can be written there: a part of the path is no folder (ENOTDIR).`,
      'recovered',
    ]);
    expect(contentOf(join(place, 'run'))).toEqual(await undisturbed());
  });

  it('from the beginning, misses nothing either where its long history cannot be written at once', async () => {
    const [place, long] = [join(parent, 'place'), { epochs: 240 }];
    writeFileSync(place, '');
    const open = (event: number): void => {
      if (event !== 1600) return;
      rmSync(place);
      vi.mocked<WriteAt>(writeSync).mockImplementationOnce(failing('ENOSPC'));
    };
    expect(await trainInto(join(place, 'run'), open, long)).toEqual([expect.stringMatching(/ENOTDIR/), 'recovered']);
    expect(contentOf(join(place, 'run'))).toEqual(await undisturbed(long));
  });

  it('when its history is closed, is closed once more', async () => {
    const folder = join(parent, 'run');
    const training = prepareTraining(barsNetwork, settings, splits, referenceKernels);
    const told: string[] = [];
    const [onFailure, onRecovery] = [() => told.push('failed'), () => told.push('recovered')];
    const saver = new RunSaver(training, { onFailure, onRecovery, now: () => 0 });
    await saver.begin({ folder }, { network: barsNetwork, settings, kernels: 'reference' });
    for (const event of train(training)) await saver.record(event);
    await saver.settle();
    vi.mocked(fsyncSync).mockImplementationOnce(failing('EIO'));
    await saver.close();
    expect(readdirSync(folder)).toContain('writing');
    await saver.close();
    expect(told).toEqual(['failed', 'recovered']);
    expect(readdirSync(folder)).not.toContain('writing');
    expect(contentOf(folder)).toEqual(await undisturbed());
  });

  it('for lack of rights, keeps its old checkpoints whole and misses nothing when they are given back', async () => {
    const folder = join(parent, 'run');
    const checkpoints = join(folder, 'checkpoints');
    let giveBack = (): void => undefined;
    let before: string[] = [];
    const told = await trainInto(folder, (event) => {
      if (event === 30) {
        before = readdirSync(checkpoints);
        giveBack = forbidWriting(checkpoints);
      }
      if (event === 80) {
        giveBack();
        expect(readdirSync(checkpoints)).toEqual(before);
      }
    }).finally(() => {
      giveBack();
    });
    expect(told).toEqual([
      expect.stringMatching(
        /run\/checkpoints\/step-\d+\.safetensors: the checkpoint could not be written: you have no right to \(EACCES\)\.$/,
      ),
      'recovered',
    ]);
    expect(contentOf(folder)).toEqual(await undisturbed());
  });

  it.each([
    ['a write that took a half before the disk was full', 'ENOSPC', 'the disk is full'],
    ['a disk that reports an error', 'EIO', 'the disk reported an error'],
  ])('because of %s, misses nothing in its history', async (_what, code, words) => {
    const folder = join(parent, 'run');
    const whole = vi.mocked<WriteAt>(writeSync).getMockImplementation()!;
    const told = await trainInto(folder, (event) => {
      if (event !== 40) return;
      const half: WriteAt = (file, bytes, offset, length, position) =>
        whole(file, bytes, offset, length >> 1, position);
      vi.mocked<WriteAt>(writeSync).mockImplementationOnce(half).mockImplementationOnce(failing(code));
    });
    expect(told).toEqual([
      `${join(folder, 'history.ndjson')}: the run could not be written: ${words} (${code}).`,
      'recovered',
    ]);
    expect(contentOf(folder)).toEqual(await undisturbed());
  });

  it('because nothing could be synced, has no checkpoint that goes beyond its history', async () => {
    const folder = join(parent, 'run');
    let steps = 0;
    const told = await trainInto(folder, (event) => {
      if (event === 40) {
        steps = readdirSync(join(folder, 'checkpoints')).length;
        vi.mocked(fsyncSync).mockImplementationOnce(failing('EIO'));
      }
    });
    expect(steps).toBeGreaterThan(0);
    expect(told).toEqual([
      expect.stringMatching(/history\.ndjson: .* the disk reported an error \(EIO\)\.$/),
      'recovered',
    ]);
    expect(contentOf(folder)).toEqual(await undisturbed());
  });

  it('ends where nobody would want it otherwise', async () => {
    const training = prepareTraining(barsNetwork, settings, splits, referenceKernels);
    writeFileSync(join(parent, 'file'), '');
    const saver = new RunSaver(
      training,
      mustBeSaved(() => 0),
    );
    const parts = { network: barsNetwork, settings, kernels: 'reference' };
    await expect(saver.begin({ folder: join(parent, 'file', 'run') }, parts)).rejects.toThrow(/ENOTDIR/);
  });

  it('leaves its folder to the next attempt when only a part of it could be made', async () => {
    const folder = join(parent, 'run');
    mkdirSync(folder);
    const training = prepareTraining(barsNetwork, settings, splits, referenceKernels);
    const parts = { network: barsNetwork, settings, kernels: 'reference' };
    const told: string[] = [];
    const [onFailure, onRecovery] = [() => told.push('failed'), () => told.push('recovered')];
    const saver = new RunSaver(training, { onFailure, onRecovery, now: () => 0 });
    mkdirSync(join(folder, 'run.json', 'x'), { recursive: true }); // no file can take the place of a folder that holds something
    await saver.begin({ folder }, parts);
    rmSync(join(folder, 'run.json'), { recursive: true });
    await saver.settle();
    expect(told).toEqual(['failed', 'recovered']);
    expect(readdirSync(folder).sort()).toEqual(
      ['checkpoints', 'history.ndjson', 'run.json', 'standing.json', 'writing'].sort(),
    );
  });
});

describe.skipIf(!canMount)('on a disk of its own, a run', () => {
  let disk: Disk;
  beforeEach(() => {
    disk = Disk.mount(1 << 20)!;
  });
  afterEach(() => {
    disk.unmount();
  });

  it('goes on while the disk is full, and misses nothing when there is room again', async () => {
    const folder = join(disk.path, 'run');
    let before: Record<string, string> = {};
    const read = (): Record<string, string> =>
      Object.fromEntries(
        readdirSync(join(folder, 'checkpoints')).map((name) => [
          name,
          readFileSync(join(folder, 'checkpoints', name)).toString('base64'),
        ]),
      );
    const told = await trainInto(folder, (event) => {
      if (event === 40) {
        before = read();
        disk.fill();
      }
      if (event === EVENTS - 20) {
        expect(read()).toEqual(before);
        disk.empty();
      }
    });
    expect(told).toEqual([expect.stringMatching(/: the disk is full \(ENOSPC\)\.$/), 'recovered']);
    expect(contentOf(folder)).toEqual(await undisturbed());
  });

  it('that cannot begin leaves no folder that is none', async () => {
    const folder = join(disk.path, 'run');
    disk.fill();
    const told = await trainInto(folder, (event) => {
      if (event === 0) expect(readdirSync(disk.path)).not.toContain('run');
      if (event === 50) disk.empty();
    });
    expect(told).toEqual([expect.stringMatching(/: the disk is full \(ENOSPC\)\.$/), 'recovered']);
    expect(contentOf(folder)).toEqual(await undisturbed());
  });

  it('begins where nothing can be written, and is saved whole when something can', async () => {
    disk.setReadOnly(true);
    const folder = join(disk.path, 'run');
    const told = await trainInto(folder, (event) => {
      if (event === 50) disk.setReadOnly(false);
    });
    expect(told).toEqual([`${folder}: no run can be written there: that place is read-only (EROFS).`, 'recovered']);
    expect(contentOf(folder)).toEqual(await undisturbed());
  });
});
