const CAUSES: Readonly<Record<string, string>> = {
  EACCES: 'you have no right to',
  EPERM: 'you have no right to',
  EROFS: 'that place is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'your share of the disk is full',
  ENOENT: 'there is no such folder or file',
  ENOTDIR: 'a part of the path is no folder',
  EISDIR: 'there is a folder of that name',
  EIO: 'the disk reported an error',
};

/** Why a file could not be read or written, as half a sentence with the code of the system. */
export function describeFileError(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : undefined;
  const cause = code === undefined ? undefined : CAUSES[code];
  if (cause !== undefined) return `${cause} (${code})`;
  return error instanceof Error ? error.message : String(error);
}
