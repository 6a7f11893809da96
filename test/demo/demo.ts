import { test } from '@playwright/test';
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { launchApp, resizeWindow } from '../support/app';
import { penDigits } from '../support/pen-digits';
import { playThirtySeconds } from '../support/thirty-seconds';
import { wait } from '../support/timings';

const SIZE = [1440, 900] as const;
/** How long each moment stays, so that somebody who watches can follow. */
const PAUSE = 600;

test('the first thirty seconds', async () => {
  const folder = resolve(process.env.KERNELSMITH_DEMO_FOLDER ?? 'test-results/demo');
  mkdirSync(folder, { recursive: true });
  const start = performance.now();
  const running = await launchApp();
  const { page } = running;
  await resizeWindow(running, ...SIZE);
  const seven = penDigits.filter(({ label }) => label === 7)[4];
  await playThirtySeconds(running, seven, async (moment) => {
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    await wait(PAUSE);
    for (const scheme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme: scheme });
      await wait(PAUSE);
      await page.screenshot({ path: join(folder, `${moment}-${scheme}.png`) });
    }
    console.log(`${seconds} s after the start: ${moment}`);
  });
  await running.close();
  console.log(`The pictures are in ${folder}.`);
});
