import { spawnSync } from 'node:child_process';

/** Whether this machine can say what numpy makes of a file. */
export const hasNumpy = spawnSync('python3', ['-c', 'import numpy']).status === 0;
