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

  it('says nothing of the rest before a second of training, pauses not counted', () => {
    const pace = new Pace();
    pace.trained(0, 0);
    pace.trained(600, 60);
    pace.halt();
    pace.trained(60_000, 60);
    expect(pace.secondsLeft(100, 0)).toBeNull();
    pace.trained(60_400, 100);
    expect(pace.secondsLeft(100, 0)).toBe(1);
  });

  it('reckons the rest by a speed that does not jump when one report is slow', () => {
    const pace = new Pace();
    for (let second = 0; second <= 20; second++) pace.trained(second * 1000, second * 100);
    expect(pace.secondsLeft(1000, 0)).toBeCloseTo(10, 9);
    pace.trained(22_000, 2100); // twice as slow
    expect(pace.secondsLeft(1000, 0)).toBeGreaterThan(10);
    expect(pace.secondsLeft(1000, 0)).toBeLessThan(11.5);
    for (let second = 23; second <= 80; second++) pace.trained(second * 1000, 2100 + (second - 22) * 50);
    expect(pace.secondsLeft(1000, 0)).toBeCloseTo(20, 0);
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
