import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../support/cli';
import { killAgainAndAgain } from '../support/kill-loop';
import { report, soakSeed, times } from '../support/soak';

/** Kills of one run; then another begins, since going on with a long history takes long. */
const KILLS_OF_A_RUN = 20;

it('kills a training 200 times, half of them in the middle of a save', async () => {
  const kills = times(200);
  let inside = 0;
  for (let done = 0; done < kills; done += KILLS_OF_A_RUN) {
    const folder = join(temporaryFolder(), `run-${done}`);
    const outcome = await killAgainAndAgain(folder, Math.min(KILLS_OF_A_RUN, kills - done), soakSeed + done);
    inside += outcome.inside;
    report(
      `killed ${done + outcome.kills} times, ${inside} of them while a checkpoint was half written; nothing was lost`,
    );
  }
  expect(inside).toBeGreaterThan(kills / 4);
});
