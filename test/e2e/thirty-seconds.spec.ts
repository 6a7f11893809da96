import { expect, test } from '@playwright/test';
import { launchApp } from '../support/app';
import { penDigits } from '../support/pen-digits';
import { playThirtySeconds } from '../support/thirty-seconds';

test('the first thirty seconds: a drawn 7 is read by a network that had learned nothing', async () => {
  const start = performance.now();
  const running = await launchApp();
  const seven = penDigits.find(({ label }) => label === 7)!;
  const { untrained, trained, saved } = await playThirtySeconds(running, seven, (moment) => {
    console.log(`${((performance.now() - start) / 1000).toFixed(1)} s after the start: ${moment}`);
  });
  // About 10 % each: it knows nothing, and says so.
  expect(Math.max(...untrained)).toBeLessThan(0.2);
  expect(trained.indexOf(Math.max(...trained))).toBe(7);
  expect(saved.reduce((sum, { values }) => sum + values.length, 0)).toBe(61_706);
  expect(running.complaints).toEqual([]);
  await running.close();
});
