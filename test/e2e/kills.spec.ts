import { test } from '@playwright/test';
import { killAppAgainAndAgain } from '../support/app-kills';

test('killed with all its processes at any moment, the app starts as ever and finds all that it had saved', async () => {
  test.skip(process.platform !== 'linux', 'The processes of the app are found in /proc.');
  await killAppAgainAndAgain(3, 20_251_126);
});
