import { expect, it } from 'vitest';
import { RunNumbers } from '../../../src-main/trainer/run-numbers';

interface Kept {
  id: string;
  startedAt: number;
  number: number | null;
}

/** The numbers of a folder with these runs. */
function numbersOf(kept: Kept[]) {
  return new RunNumbers(
    () => Promise.resolve([...kept]),
    (id) => kept.some((run) => run.id === id),
  );
}
const old = (id: string, startedAt: number): Kept => ({ id, startedAt, number: null });

it('runs of before there were numbers are counted as they were begun; the next goes on', async () => {
  const kept = [old('b', 2), old('a', 1), old('c', 3)];
  const numbers = numbersOf(kept);
  expect(await Promise.all(kept.map((run) => numbers.of(run)))).toEqual([2, 1, 3]);
  expect(await numbers.next('d')).toBe(4);
});

it('goes on behind the largest, whatever is missing before it', async () => {
  const numbers = numbersOf([old('a', 1), { id: 'x', startedAt: 9, number: 12 }]);
  expect(await numbers.next('y')).toBe(13);
});

it('no number changes when another run is deleted, nor is it given again', async () => {
  const kept = [old('a', 1), old('b', 2)];
  const numbers = numbersOf(kept);
  const third = { id: 'c', startedAt: 3, number: await numbers.next('c') };
  kept.push(third);
  expect(await numbers.of(third)).toBe(3);
  kept.splice(0, 1);
  kept.pop();
  expect(await numbers.of(old('b', 2))).toBe(2);
  expect(await numbers.next('d')).toBe(4);
});

it('a run that never came to be kept leaves its number to the next', async () => {
  const kept: Kept[] = [];
  const numbers = numbersOf(kept);
  expect(await numbers.next('a')).toBe(1);
  expect(await numbers.next('b')).toBe(1);
  kept.push({ id: 'b', startedAt: 1, number: 1 });
  expect(await numbers.next('c')).toBe(2);
});

it('a run that comes to be kept after another one was about to has its number for itself', async () => {
  const kept: Kept[] = [];
  const numbers = numbersOf(kept);
  expect(await numbers.next('a')).toBe(1);
  expect(await numbers.next('b')).toBe(1); // which could not be opened
  kept.push({ id: 'a', startedAt: 1, number: 1 });
  expect(await numbers.next('c')).toBe(2);
});

it('a run that somebody puts there later has the next number, and keeps it', async () => {
  const numbers = numbersOf([old('a', 1)]);
  expect(await numbers.next('b')).toBe(2);
  expect(await numbers.of(old('copied', 0))).toBe(2);
  expect(await numbers.of(old('copied', 0))).toBe(2);
});
