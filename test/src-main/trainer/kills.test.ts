import { join } from 'node:path';
import { it } from 'vitest';
import { temporaryFolder } from '../../support/cli';
import { killAgainAndAgain } from '../../support/kill-loop';

it('a training that is killed again and again, also while it saves, loses no checkpoint and goes on to the same bytes', async () => {
  await killAgainAndAgain(join(temporaryFolder(), 'run'), 8, 20251126);
}, 180_000);
