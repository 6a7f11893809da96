import { describe, expect, it } from 'vitest';
import { Pace } from '../../../src-main/trainer/pace';

describe('Pace', () => {
  it('knows no speed before two reports', () => {
    const pace = new Pace();
    pace.trained(0, 64);
    expect(pace.imagesPerSecond).toBeNull();
    expect(pace.secondsLeft(100, 0)).toBeNull();
  });

  it('averages over the last three seconds', () => {
    const pace = new Pace();
    for (let second = 0; second <= 10; second++) pace.trained(second * 1000, second * 100);
    for (let second = 11; second <= 14; second++) pace.trained(second * 1000, 1000 + (second - 10) * 400);
    expect(pace.imagesPerSecond).toBe(400);
  });

  it('does not count a pause as slow training', () => {
    const pace = new Pace();
    pace.trained(0, 0);
    pace.trained(1000, 100);
    pace.halt();
    expect(pace.imagesPerSecond).toBeNull();
    pace.trained(60_000, 200);
    pace.trained(61_000, 300);
    expect(pace.imagesPerSecond).toBe(100);
  });

  it('takes validation to be three times as fast as training until it has timed one', () => {
    const pace = new Pace();
    pace.trained(0, 0);
    pace.trained(1000, 100);
    expect(pace.secondsLeft(1000, 600)).toBe(10 + 2);
    pace.validated(2000, 64);
    pace.validated(3000, 264);
    expect(pace.secondsLeft(1000, 600)).toBe(10 + 3);
  });

  it('does not count a pause as slow validation', () => {
    const pace = new Pace();
    pace.trained(0, 0);
    pace.trained(1000, 100);
    pace.validated(2000, 64);
    pace.validated(3000, 264);
    pace.halt();
    pace.validated(90_000, 328);
    expect(pace.secondsLeft(0, 200)).toBe(1);
    pace.validated(91_000, 528);
    expect(pace.secondsLeft(0, 200)).toBe(1);
  });

  it('times a second validation by itself', () => {
    const pace = new Pace();
    pace.trained(0, 0);
    pace.trained(1000, 100);
    pace.validated(2000, 64);
    pace.validated(3000, 264);
    pace.trained(4000, 200);
    pace.validated(10_000, 64);
    pace.validated(11_000, 164);
    expect(pace.secondsLeft(0, 100)).toBe(1);
  });
});
