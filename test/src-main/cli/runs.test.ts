import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cli, temporaryFolder } from '../../support/cli';

describe('runs', () => {
  it('lists the runs of a folder', async () => {
    const folder = temporaryFolder();
    cpSync(resolve('test/fixtures/runs/version-1'), join(folder, 'old'), { recursive: true });
    mkdirSync(join(folder, 'damaged'));
    writeFileSync(join(folder, 'damaged', 'run.json'), '{');
    expect((await cli('runs', '--in', folder)).trimEnd().split('\n')).toEqual([
      'run  name      state         step  best validation  seed',
      'old  small #1  finished  18 of 18          12.50 %     7',
    ]);
    const { runs, damaged } = JSON.parse(await cli('runs', '--in', folder, '--json')) as Record<string, unknown[]>;
    expect(runs).toMatchObject([{ id: 'old', parameters: 382 }]);
    expect(damaged).toEqual([{ id: 'damaged', message: `${join(folder, 'damaged', 'run.json')}: is not valid JSON.` }]);
  });
});
