import { open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { runNotesSchema, testLookSchema, type TestLook } from '../../src-core/protocol/runs';
import { writeFileAtomically } from '../storage/write-file';
import { nameBefore } from './run-name';

// What comes to a run from outside its training: what the user writes about it (notes.json), and each time that the test
// set was opened by its weights (test-looks.ndjson, a line each).

const NOTES_FILE = 'notes.json';
const LOOKS_FILE = 'test-looks.ndjson';

const notesFileSchema = runNotesSchema.extend({
  /** The series that the run was taken into after it had begun. */
  series: z.string().nullable(),
  seriesCount: z.int().min(2).nullable().default(null),
});
type NotesFile = z.infer<typeof notesFileSchema>;

/** Notes on a run of this network before anybody has written any. */
function noNotes(network: string): NotesFile {
  return { name: nameBefore(network), starred: false, tags: [], notes: '', series: null, seriesCount: null };
}

const textOf = (path: string): Promise<string> =>
  readFile(path, 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw error;
  });

function parseLine<T>(schema: z.ZodType<T>, line: string): T | null {
  try {
    return schema.parse(JSON.parse(line));
  } catch {
    return null;
  }
}

/** The notes on a run of a network; damaged ones count as none, since no run should be lost for them. */
export async function readNotes(folder: string, network: string): Promise<NotesFile> {
  return parseLine(notesFileSchema, await textOf(join(folder, NOTES_FILE))) ?? noNotes(network);
}

/** Changes the notes; damaged ones stay beside the new ones. */
export async function changeNotes(folder: string, network: string, change: Partial<NotesFile>): Promise<void> {
  const path = join(folder, NOTES_FILE);
  const text = await textOf(path);
  const notes = parseLine(notesFileSchema, text);
  if (!notes && text !== '') await rename(path, join(folder, `damaged-${NOTES_FILE}`));
  const changed = `${JSON.stringify({ ...(notes ?? noNotes(network)), ...change }, null, 2)}\n`;
  await writeFileAtomically(path, new TextEncoder().encode(changed));
}

/** The times that the test set was opened; a line that was torn by a kill is none. */
export async function readTestLooks(folder: string): Promise<TestLook[]> {
  const lines = (await textOf(join(folder, LOOKS_FILE))).split('\n');
  return lines.flatMap((line) => parseLine(testLookSchema, line) ?? []);
}

/** Returns when it is on the disk. A line of its own, also behind a torn one. */
export async function addTestLook(folder: string, look: TestLook): Promise<void> {
  const file = await open(join(folder, LOOKS_FILE), 'a');
  try {
    await file.appendFile(`\n${JSON.stringify(look)}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
}
