import { it } from 'vitest';
import { killAppAgainAndAgain } from '../support/app-kills';
import { report, soakSeed, times } from '../support/soak';

/** Kills in one folder; then another begins. */
const KILLS_OF_A_FOLDER = 10;

it('kills the whole app 100 times', async () => {
  const kills = times(100);
  let inside = 0;
  for (let done = 0; done < kills; done += KILLS_OF_A_FOLDER) {
    const now = Math.min(KILLS_OF_A_FOLDER, kills - done);
    inside += (await killAppAgainAndAgain(now, soakSeed + done)).inside;
    report(`killed ${done + now} times, ${inside} of them with a file half written; every next start was as ever`);
  }
});
