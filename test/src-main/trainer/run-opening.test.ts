import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Status } from '../../../src-core/protocol/status';
import type * as RunFork from '../../../src-main/trainer/run-fork';
import { plainLenet5 } from '../../support/plain-recipe';
import { Probe } from '../../support/probe';

/** Is called when a fork stands on the disk, before it is the present run. */
const moment = vi.hoisted(() => ({ written: (_folder: string): void => undefined }));
vi.mock('../../../src-main/trainer/run-fork', async (original) => {
  const real = await original<typeof RunFork>();
  const writeFork: typeof RunFork.writeFork = async (fork) => {
    await real.writeFork(fork);
    moment.written(fork.folder);
  };
  return { ...real, writeFork };
});

let runs: string;
let probe: Probe;
beforeEach(async () => {
  runs = mkdtempSync(join(tmpdir(), 'kernelsmith-runs-'));
  probe = new Probe(runs);
  await probe.open();
  await probe.session.step();
});
afterEach(() => {
  moment.written = () => undefined;
  rmSync(runs, { recursive: true });
});

it('a fork that is overtaken when it is on the disk already does not remain there', async () => {
  const { network } = plainLenet5;
  const parent = probe.status.id!;
  let folder = '';
  const overtaking: Promise<Status>[] = [];
  moment.written = (written) => {
    folder = written;
    overtaking.push(probe.open({ seed: 8 }));
  };
  await expect(probe.open({}, network, 'here')).rejects.toThrow('Another network was opened meanwhile.');
  expect(await Promise.all(overtaking)).toMatchObject([{ phase: 'ready' }]);
  expect(folder).not.toBe('');
  expect(existsSync(folder)).toBe(false);
  const { runs: listed, damaged } = await probe.session.listRuns();
  expect([listed.map(({ id }) => id).filter((id) => id !== probe.status.id), damaged]).toEqual([[parent], []]);
});
