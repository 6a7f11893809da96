import { describeFileError } from '../storage/file-error';
import { runCommand } from './commands';

/** Who reads our output may go away, or its disk may be full: the former is no error, the latter one line. */
function endWithoutOutput(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE')
    process.stderr.write(`kernelsmith: the output cannot be written: ${describeFileError(error)}\n`);
  process.exit(error.code === 'EPIPE' ? 0 : 1);
}
process.stdout.on('error', endWithoutOutput);
process.stderr.on('error', () => process.exit(1));

runCommand(process.argv.slice(2)).catch((error: unknown) => {
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`kernelsmith: ${message.replace(/\s*\n\s*/g, ' ')}\n`);
  process.exitCode = 1;
});
