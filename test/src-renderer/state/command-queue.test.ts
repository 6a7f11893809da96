import { expect, it } from 'vitest';
import { CommandQueue } from '../../../src-renderer/state/command-queue';
import { TrainerClient } from '../../../src-renderer/state/trainer-client';

function open() {
  const done: string[] = [];
  const ends: (() => void)[] = [];
  let isLost = false;
  const attempt = async (action: () => Promise<void>): Promise<void> => {
    await action().catch(() => done.push('failed'));
  };
  const queue = new CommandQueue({ isLost: () => isLost, attempt });
  /** A command that lasts until the end of it is called. */
  const lasting = (name: string) => async (): Promise<void> => {
    await new Promise<void>((resolve) => ends.push(resolve));
    done.push(name);
  };
  return { queue, done, ends, lasting, lose: () => (isLost = true) };
}

it('gives a command when the one before it is over', async () => {
  const { queue, done, ends, lasting } = open();
  queue.connect(new TrainerClient());
  void queue.give(lasting('first'));
  const second = queue.give(() => Promise.resolve(void done.push('second')));
  await Promise.resolve();
  expect([done, queue.busy]).toEqual([[], true]);
  ends[0]();
  await second;
  expect([done, queue.busy]).toEqual([['first', 'second'], false]);
});

it('goes on after a command that failed', async () => {
  const { queue, done } = open();
  queue.connect(new TrainerClient());
  void queue.give(() => Promise.reject(new Error('No.')));
  await queue.give(() => Promise.resolve(void done.push('second')));
  expect(done).toEqual(['failed', 'second']);
});

it('commands a trainer that is lost only what begins with another', async () => {
  const { queue, done, lose } = open();
  const told = (name: string) => () => Promise.resolve(void done.push(name));
  await queue.give(told('without a trainer'), true);
  queue.connect(new TrainerClient());
  lose();
  await queue.give(told('lost'));
  await queue.give(told('begins'), true);
  expect(done).toEqual(['begins']);

  expect(queue.busy).toBe(false);
});
