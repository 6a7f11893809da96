import { it } from 'vitest';
import { giveRandomCommands } from '../support/random-commands';
import { report, soakSeed, times } from '../support/soak';
import { summarize } from '../support/timings';

it('answers 1,000 random commands', async () => {
  const count = times(1000);
  const { pauses } = await giveRandomCommands(count, soakSeed);
  report(`${count} commands, each answered as it should be`);
  report(summarize('from asking for a pause to its being in force', pauses));
});
