import { afterEach, expect, it, vi } from 'vitest';
import type { TrainerEvent } from '../../../src-core/protocol/events';
import { TrainerClient, TrainerGone } from '../../../src-renderer/state/trainer-client';
import { FakeTrainer } from '../support/fake-trainer';
import { statusOf } from '../support/samples';

let trainer = new FakeTrainer();
const connect = (...answers: ConstructorParameters<typeof FakeTrainer>): TrainerClient => {
  trainer = new FakeTrainer(...answers);
  return new TrainerClient(trainer.port);
};
afterEach(() => trainer.close());

it('asks and hands back the answer', async () => {
  const client = connect({ pause: () => ({ step: 12 }) });
  await expect(client.request('pause', {})).resolves.toEqual({ step: 12 });
  expect(trainer.requests).toEqual([{ id: 0, method: 'pause', params: {} }]);
});

it('tells answers apart that come in another order', async () => {
  const client = connect();
  const first = client.request('pause', {});
  const second = client.request('stop', {});
  trainer.send({ type: 'result', id: 1, result: { step: 2 } });
  trainer.send({ type: 'result', id: 0, result: { step: 1 } });
  await expect(second).resolves.toEqual({ step: 2 });
  await expect(first).resolves.toEqual({ step: 1 });
});

it('copies arrays in both directions', async () => {
  const client = connect({
    predict: (params) => ({ probabilities: (params as { pixels: Float32Array }).pixels.map((p) => p / 2), step: 0 }),
  });
  const pixels = Float32Array.of(1, 0);
  const { probabilities } = await client.request('predict', { pixels });
  expect([...probabilities]).toEqual([0.5, 0]);
  expect([...pixels]).toEqual([1, 0]);
});

it('turns an error reply into a rejection with that sentence', async () => {
  const client = connect({
    train: () => {
      throw new Error('No network is open yet.');
    },
  });
  await expect(client.request('train', {})).rejects.toThrow('No network is open yet.');
});

it('does not take an answer that is not what the method promises', async () => {
  const client = connect({ pause: () => ({ step: 'twelve' }) });
  await expect(client.request('pause', {})).rejects.toThrow('does not understand');
});

it('passes events on', async () => {
  const client = connect();
  const event = { kind: 'status', status: statusOf() } as const;
  const received = new Promise<TrainerEvent>((resolve) => client.listen(resolve));
  trainer.emit(event);
  expect(await received).toEqual(event);
});

it('is not shaken by a message that is none', async () => {
  const log = vi.spyOn(console, 'error').mockReturnValue();
  const client = connect({ pause: () => ({ step: 3 }) });
  trainer.send('nonsense');
  trainer.send({ type: 'result', id: 99, result: {} });
  await expect(client.request('pause', {})).resolves.toEqual({ step: 3 });
  expect(log).toHaveBeenCalledOnce();
  log.mockRestore();
});

it('refuses what was on its way when the trainer ended, and what comes after, until it speaks to another one', async () => {
  const client = connect();
  const onItsWay = client.request('pause', {});
  client.disconnect();
  await expect(onItsWay).rejects.toThrow(TrainerGone);
  await expect(client.request('pause', {})).rejects.toThrow('The trainer has ended: restart it first.');
  const before = trainer;
  trainer = new FakeTrainer({ pause: () => ({ step: 7 }) });
  client.connect(trainer.port);
  await expect(client.request('pause', {})).resolves.toEqual({ step: 7 });
  before.close();
});

it('tells the same listeners of the events of another trainer', async () => {
  const client = connect();
  const received = new Promise<TrainerEvent>((resolve) => client.listen(resolve));
  const before = trainer;
  trainer = new FakeTrainer();
  client.connect(trainer.port);
  trainer.emit({ kind: 'notice', message: 'Here again.' });
  expect(await received).toEqual({ kind: 'notice', message: 'Here again.' });
  before.close();
});
