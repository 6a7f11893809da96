import { beforeEach, expect, it } from 'vitest';
import { PaintQueue } from '../../../src-renderer/network/paint-queue';

let time = 0;
let frames: (() => void)[] = [];
let painted: string[] = [];
let queue: PaintQueue;
const [a, b, c] = [{ id: 'a' }, { id: 'b' }, { id: 'c' }];
const paint = (word: string, milliseconds: number) => (): void => {
  time += milliseconds;
  painted.push(word);
};
const frame = (): void => frames.shift()?.();

beforeEach(() => {
  [time, frames, painted] = [0, [], []];
  queue = new PaintQueue(
    (run) => frames.push(run),
    () => time,
  );
});

it('paints as much in a frame as there is time for, oldest first', () => {
  queue.add(a, paint('a', 2));
  queue.add(b, paint('b', 3));
  queue.add(c, paint('c', 1));
  expect(painted).toEqual([]);
  frame();
  expect(painted).toEqual(['a', 'b']);
  frame();
  expect(painted).toEqual(['a', 'b', 'c']);
  expect(frames).toEqual([]);
});

it('paints what changed again once, and what is gone not at all', () => {
  queue.add(a, paint('old', 1));
  queue.add(b, paint('b', 1));
  queue.add(a, paint('new', 1));
  queue.remove(b);
  frame();
  expect(painted).toEqual(['new']);
});
