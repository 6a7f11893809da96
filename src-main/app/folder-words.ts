import { dirname, relative, sep } from 'node:path';

/** The folder that a file is in, as a user would write it: `~/networks` for what lies in the home folder. */
export function folderWords(path: string, home: string): string {
  const folder = dirname(path);
  if (folder === home) return '~';
  return folder.startsWith(home + sep) ? `~${sep}${relative(home, folder)}` : folder;
}
