import { expect, it } from 'vitest';
import { LatestOnly } from '../../../src-renderer/state/latest-only';

/** A task that ends when it is told to. */
function manualTask() {
  const ends: (() => void)[] = [];
  const task = (): Promise<void> => new Promise((resolve) => ends.push(resolve));
  const end = async (): Promise<void> => {
    ends.at(-1)!();
    await new Promise((resolve) => setTimeout(resolve));
  };
  return { task, end, started: () => ends.length };
}

it('never does two at a time, and once more for all that was asked meanwhile', async () => {
  const { task, end, started } = manualTask();
  const latest = new LatestOnly(task);
  latest.ask();
  latest.ask();
  latest.ask();
  expect(started()).toBe(1);
  await end();
  expect(started()).toBe(2);
  await end();
  expect(started()).toBe(2);
});

it('begins anew after a rest', async () => {
  const { task, end, started } = manualTask();
  const latest = new LatestOnly(task);
  latest.ask();
  await end();
  latest.ask();
  expect(started()).toBe(2);
  await end();
});
