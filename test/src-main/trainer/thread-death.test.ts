import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { plainLenet5 } from '../../support/plain-recipe';
import { ended } from '../../support/child-training';
import { temporaryFolder } from '../../support/cli';
import { Probe, small } from '../../support/probe';

const WORKER = resolve('out/main/training-worker.js');

/** A thread that does this, and is the real one beside. */
function threadThat(does: string): string {
  const file = join(temporaryFolder(), 'worker.cjs');
  writeFileSync(file, `${does}\nrequire(${JSON.stringify(WORKER)});\n`);
  return file;
}

describe('a thread that dies', () => {
  it('before its run has begun, is reported with what it died of', async () => {
    const probe = new Probe(null, threadThat(`throw new Error('boom');`));
    expect(await probe.open()).toMatchObject({ phase: 'failed' });
    expect(probe.deaths).toEqual(['A thread ended by a fault of the program: boom.']);
  });

  it('while it trains, is reported, and nobody waits for what it was to do', async () => {
    // Whenever it writes, there is time for this.
    const probe = new Probe(temporaryFolder(), threadThat('setInterval(() => process.exit(3), 50);'));
    await probe.open({ subset: 3200, epochs: 100 });
    const halted = probe.session.step({ unit: 'epoch' });
    await expect.poll(() => probe.deaths, { timeout: 10_000 }).toEqual(['A thread ended by a fault of the program.']);
    await halted;
    await probe.session.settle();
    expect(probe.status).toMatchObject({ phase: 'failed', message: 'A thread ended by a fault of the program.' });
  });

  it('as a lane, is reported by the thread that it worked for', async () => {
    const dies = `if (require('worker_threads').workerData.kind === 'lane') process.exit(3);`;
    const probe = new Probe(null, threadThat(dies));
    await probe.open({ subset: 3200, epochs: 100 });
    await expect.poll(() => probe.deaths, { timeout: 10_000 }).toEqual(['A thread ended by a fault of the program.']);
    expect(probe.status).toMatchObject({ phase: 'failed' });
  });

  it('while it evaluates or times an epoch, answers who asked, and concerns no run', async () => {
    const dies = `const { workerData: { kind } } = require('worker_threads'); if (kind === 'evaluate' || kind === 'predict') process.exit(3);`;
    const probe = new Probe(null, threadThat(dies));
    await probe.open();
    const sentence = 'A thread ended by a fault of the program.';
    await expect(probe.session.evaluateTest()).rejects.toThrow(sentence);
    const recipe = { network: plainLenet5.network, settings: small };
    await expect(probe.session.predictEpoch(recipe)).rejects.toThrow(sentence);
    await expect(probe.session.predictEpoch(recipe)).rejects.toThrow(sentence);
    expect(probe.deaths).toEqual([]);
    expect(await probe.session.step()).toEqual({ step: 1 });
  });

  it('as a lane of a thread that waits for it, ends the process', async () => {
    const program = `
      const { MessageChannel, Worker } = require('worker_threads');
      const { port1, port2: setup } = new MessageChannel();
      port1.postMessage({});
      new Worker(${JSON.stringify(WORKER)}, { workerData: { kind: 'lane', lane: 1, setup }, transferList: [setup] });
      setImmediate(() => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0));
    `;
    const child = spawn(process.execPath, ['-e', program], { stdio: ['ignore', 'ignore', 'pipe'] });
    expect(await ended(child)).toContain('TypeError');
    expect(child.signalCode).toBe('SIGKILL');
  });
});
