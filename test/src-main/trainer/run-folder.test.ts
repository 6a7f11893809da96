import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lenet5 } from '../../../src-core/architecture/presets/lenet-5';
import { readRun, RunWriter } from '../../../src-main/trainer/run-folder';

let parent: string;
let folder: string;
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'kernelsmith-run-'));
  folder = join(parent, 'deep', 'run');
});
afterEach(() => {
  rmSync(parent, { recursive: true });
});

const run = {
  network: lenet5.network,
  settings: lenet5.settings,
  kernels: 'reference',
  step: 2,
  weights: [{ name: 'conv1.bias', shape: [2], values: Float32Array.of(1.5, -2) }],
};
const history = [
  { kind: 'step', step: 1, batchSize: 2, loss: 1, accuracy: 0.5 },
  { kind: 'step', step: 2, batchSize: 2, loss: 0.5, accuracy: 1 },
] as const;

async function write(): Promise<void> {
  const writer = new RunWriter(folder);
  for (const event of history) writer.record(event);
  await writer.finish(run);
}

describe('a run folder', () => {
  it('gives back what was written, and leaves nothing else behind', async () => {
    await write();
    expect(await readRun(folder)).toEqual({ ...run, format: 'kernelsmith.run', version: 1 });
    expect(readdirSync(folder).sort()).toEqual(['history.ndjson', 'run.json', 'weights.safetensors']);
    const lines = readFileSync(join(folder, 'history.ndjson'), 'utf8').trim().split('\n');
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual(history);
  });

  it('is never overwritten', async () => {
    await write();
    expect(() => new RunWriter(folder)).toThrow(`${folder}: already holds a run; choose another folder.`);
  });

  it('belongs to who came first, even before that one is finished', () => {
    new RunWriter(folder);
    expect(() => new RunWriter(folder)).toThrow(`${folder}: already holds a run; choose another folder.`);
  });

  it('keeps a history of very many steps', async () => {
    const writer = new RunWriter(folder);
    for (let step = 1; step <= 2500; step++) writer.record({ kind: 'step', step, batchSize: 1, loss: 0, accuracy: 1 });
    await writer.finish(run);
    const lines = readFileSync(join(folder, 'history.ndjson'), 'utf8').trim().split('\n');
    expect(lines).toHaveLength(2500);
    expect(JSON.parse(lines[2499])).toMatchObject({ step: 2500 });
  });

  it('is refused before any training where nothing can be written', () => {
    writeFileSync(join(parent, 'file'), '');
    expect(() => new RunWriter(join(parent, 'file', 'run'))).toThrow(
      `${join(parent, 'file', 'run')}: no run can be written there: a part of the path is no folder (ENOTDIR).`,
    );
  });

  it('says what is missing or damaged', async () => {
    await expect(readRun(folder)).rejects.toThrow(
      `${join(folder, 'run.json')}: cannot be read: there is no such folder or file (ENOENT); a run folder holds this file.`,
    );
    await write();
    writeFileSync(join(folder, 'run.json'), '{"format":');
    await expect(readRun(folder)).rejects.toThrow(`${join(folder, 'run.json')}: is not valid JSON.`);
    writeFileSync(join(folder, 'run.json'), '{"format":"kernelsmith.run","version":2}');
    await expect(readRun(folder)).rejects.toThrow(/run\.json: version: .*expected 1/);
  });
});
