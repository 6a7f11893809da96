import { it } from 'vitest';
import { giveRandomCommands } from '../../support/random-commands';

it('a session answers random commands as it should, one after the other and at once', async () => {
  await giveRandomCommands(200, 20_251_126);
}, 120_000);
