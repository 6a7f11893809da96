import { spawn, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { lenet5 } from '../../../src-core/architecture/presets/lenet-5';
import { temporaryFolder, writeRun } from '../../support/cli';
import { firstDigits } from '../../support/digits';
import { idxFile } from '../../support/idx';

const PROGRAM = resolve('out/main/cli.js');

describe('the program itself', () => {
  it('writes what was asked for to stdout and nothing else anywhere', () => {
    const { status, stdout, stderr } = spawnSync('node', [PROGRAM, 'presets', '--json'], { encoding: 'utf8' });
    expect([status, stderr]).toEqual([0, '']);
    expect(JSON.parse(stdout)).toContainEqual(expect.objectContaining({ id: 'lenet-5' }));
  });

  it('tells a mistake in one line on stderr', () => {
    const { status, stdout, stderr } = spawnSync('node', [PROGRAM, 'summary', '--json'], { encoding: 'utf8' });
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toBe('kernelsmith: --preset or --network is missing: expected one of them.\n');
  });

  it('ends quietly when its reader has read enough', async () => {
    const folder = temporaryFolder();
    await writeRun(join(folder, 'run'), lenet5.network);
    writeFileSync(join(folder, 'images'), idxFile([400, 28, 28], firstDigits(400).images));
    const args = [PROGRAM, 'predict', '--run', join(folder, 'run'), '--images', join(folder, 'images')];
    const child = spawn('node', args);
    let complaints = '';
    child.stderr.on('data', (chunk: Buffer) => (complaints += chunk.toString()));
    child.stdout.once('data', () => child.stdout.destroy());
    const code = await new Promise((done) => child.on('close', done));
    expect([code, complaints]).toEqual([0, '']);
  });
});
