import { describe, expect, it } from 'vitest';
import { WeightSnapshot } from '../../../src-main/trainer/weight-snapshot';

describe('WeightSnapshot', () => {
  it('shows the newest weights and their step to whoever holds the memory', () => {
    const worker = new WeightSnapshot(3);
    const reader = new WeightSnapshot(3, worker.buffer);
    const target = new Float32Array(3);
    for (let step = 1; step <= 5; step++) {
      worker.publish(step, (slot) => slot.fill(step));
      expect(reader.read(target)).toBe(step);
      expect([...target]).toEqual([step, step, step]);
      expect(reader.published).toBe(step);
    }
  });

  it('keeps showing the old weights while new ones are being written', () => {
    const snapshot = new WeightSnapshot(2);
    const target = new Float32Array(2);
    snapshot.publish(1, (slot) => slot.fill(1));
    snapshot.publish(2, (slot) => {
      slot.fill(2);
      expect(snapshot.read(target)).toBe(1);
      expect([...target]).toEqual([1, 1]);
    });
    expect(snapshot.read(target)).toBe(2);
  });

  it('reads again when its copy was overwritten meanwhile', () => {
    const snapshot = new WeightSnapshot(1);
    snapshot.publish(1, (slot) => slot.fill(1));
    let overtaken = false;
    // A reader so slow that two publications pass while it copies: the second writes what it is reading.
    const target = new (class extends Float32Array {
      override set(values: ArrayLike<number>): void {
        super.set(values);
        if (overtaken) return;
        overtaken = true;
        snapshot.publish(2, (slot) => slot.fill(2));
        snapshot.publish(3, (slot) => slot.fill(3));
      }
    })(1);
    expect(snapshot.read(target)).toBe(3);
    expect(target[0]).toBe(3);
  });
});
