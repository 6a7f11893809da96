import { flushSync } from 'svelte';
import { afterEach, expect, it } from 'vitest';
import { Messages } from '../../../src-renderer/state/messages.svelte';
import { RunRecords } from '../../../src-renderer/state/run-records.svelte';
import { Session } from '../../../src-renderer/state/session.svelte';
import { TrainerClient } from '../../../src-renderer/state/trainer-client';
import { FakeTrainer } from '../support/fake-trainer';
import { memoryChannel } from '../support/memory-channel';
import { runOf } from '../support/runs';

let trainer: FakeTrainer;
afterEach(() => {
  trainer.close();
});

function readOf(answer: () => never): { records: RunRecords; messages: Messages } {
  trainer = new FakeTrainer({ readRun: answer }, memoryChannel());
  const messages = new Messages();
  const records = new RunRecords(new Session(), messages);
  records.connect(new TrainerClient(trainer.port));
  return { records, messages };
}

const gone = (): never => {
  throw new Error('there is no such folder');
};

it('a run that cannot be read is told of, but not one that nobody looks at any more', async () => {
  const { records, messages } = readOf(gone);
  const offer = { label: 'Undo', act: () => undefined };
  records.look([runOf()]);
  messages.offer('Deleted lenet-5', offer); // while it is being read
  records.look([]);
  await expect.poll(() => trainer.asked).toEqual(['readRun']);
  await new Promise((done) => setTimeout(done));
  flushSync();
  expect(messages.current?.offer).toBe(offer);
  records.look([runOf({ id: '2' })]);
  await expect.poll(() => messages.current?.text).toBe('there is no such folder');
});
