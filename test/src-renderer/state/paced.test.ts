import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Paced } from '../../../src-renderer/state/paced';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it('is done 20 times a second, however often it is asked for', async () => {
  const task = vi.fn(() => Promise.resolve());
  const paced = new Paced(task, 50);
  for (let i = 0; i < 200; i++) {
    paced.ask();
    await vi.advanceTimersByTimeAsync(5);
  }
  expect(task.mock.calls.length).toBeGreaterThanOrEqual(19);
  expect(task.mock.calls.length).toBeLessThanOrEqual(21);
});

it('does not begin before the one before has ended', async () => {
  const ends: (() => void)[] = [];
  const paced = new Paced(() => new Promise((resolve) => ends.push(resolve)), 50);
  for (let i = 0; i < 10; i++) {
    paced.ask();
    await vi.advanceTimersByTimeAsync(60);
  }
  expect(ends).toHaveLength(1);
  ends[0]?.();
  await vi.advanceTimersByTimeAsync(0);
  expect(ends).toHaveLength(2);
});

it('is done at once when somebody waits for it', async () => {
  const task = vi.fn(() => Promise.resolve());
  const paced = new Paced(task, 250);
  paced.askNow();
  await vi.advanceTimersByTimeAsync(1);
  paced.ask();
  paced.askNow();
  expect(task).toHaveBeenCalledTimes(2);
  await vi.advanceTimersByTimeAsync(1000);
  expect(task).toHaveBeenCalledTimes(2);
});
