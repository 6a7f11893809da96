import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../../src-main/cli/bench/report';
import type { Row } from '../../../src-main/cli/bench/rounds';
import { cli, refusal } from '../../support/cli';

const QUICK = ['--seconds', '0.01', '--rounds', '2'];
const spread = {
  median: expect.any(Number) as number,
  min: expect.any(Number) as number,
  max: expect.any(Number) as number,
};

describe('bench', () => {
  it('tells machine, module, peaks and a row for each contender as JSON', () => {
    const args = [resolve('out/main/cli.js'), 'bench', ...QUICK, '--workloads', 'W1', '--threads', '1,2', '--json'];
    const { status, stdout, stderr } = spawnSync('node', args, { encoding: 'utf8' });
    expect([status, stderr]).toEqual([0, '']);
    const report = JSON.parse(stdout) as Report;
    const number = expect.any(Number) as number;
    const cpu = expect.any(String) as string;
    expect(report.machine).toEqual({ cpu, cores: number, node: process.versions.node, electron: null, load: number });
    expect(Number.isNaN(Date.parse(report.date))).toBe(false);
    expect(report.module).toBe('wasm relaxed simd');
    expect(report.peak).toEqual({ relaxed: spread, plain: spread });
    const what = { workload: 'W1', what: 'training', batch: 1, rounds: 2, imagesPerSecond: spread, gflops: spread };
    expect(report.rows).toEqual([
      { ...what, contender: 'relaxed', lanes: 1, shareOfPeak: number },
      { ...what, contender: 'relaxed', lanes: 2, shareOfPeak: number },
      { ...what, contender: 'plain', lanes: 1, shareOfPeak: number, ratioToRelaxed: spread },
      { ...what, contender: 'plain', lanes: 2, shareOfPeak: number, ratioToRelaxed: spread },
      { ...what, contender: 'reference', lanes: 1, shareOfPeak: null },
    ]);
  });

  it('measures every way of using W2', async () => {
    const options = ['--workloads', 'w2', '--threads', '1', '--kernels', 'relaxed', '--json'];
    const { rows } = JSON.parse(await cli('bench', ...QUICK, ...options)) as Report;
    const ways = rows.map(({ what, batch }: Row) => (what === 'inference' ? what : `${what} ${batch}`));
    expect(ways).toEqual(['training 64', 'training 10', 'inference', 'one image 1']);
  });

  it('prints a table', async () => {
    const text = await cli('bench', ...QUICK, '--workloads', 'W1,W3', '--threads', '1', '--kernels', 'relaxed');
    expect(text).toMatch(/^task +contender +images\/s +min – max +GFLOP\/s +of the peak$/m);
    expect(text).toMatch(/^W1 training, batch 1 +relaxed, 1 thread +[\d,.]+ +[\d,.]+ – [\d,.]+ +[\d.]+ +\d+ %$/m);
    expect(text).toMatch(/^W3 training, batch 64 /m);
  });

  it('tells what is wrong with an option in one sentence', async () => {
    expect(await refusal('bench', '--workloads', 'W1,W7')).toBe(
      '--workloads names "W7", expected some of W1, W2, W3, W4, by commas.',
    );
    expect(await refusal('bench', '--kernels', 'wasm')).toBe(
      '--kernels names "wasm", expected some of relaxed, plain, reference, by commas.',
    );
    expect(await refusal('bench', '--threads', '1,0')).toBe(
      '--threads names "0", expected whole numbers from 1 to 64, by commas.',
    );
    expect(await refusal('bench', '--rounds', '1.5')).toBe('--rounds is 1.5, expected a whole number of at least 1.');
    expect(await refusal('bench', '--seconds', '0')).toBe('--seconds is 0, expected a number above 0.');
    expect(await refusal('bench', '--seconds', 'long')).toBe('--seconds is "long", expected a number.');
    expect(await refusal('bench', '--second', '1')).toMatch("Unknown option '--second'; the nearest is --seconds,");
  });
});
