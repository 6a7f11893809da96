/** Pieces of text with a comma between each two, as many on a line as fit into `width` characters. */
export function fillLines(pieces: readonly string[], width: number): string[] {
  const lines: string[] = [];
  for (const [i, piece] of pieces.entries()) {
    const text = i < pieces.length - 1 ? `${piece},` : piece;
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + text.length <= width) lines[lines.length - 1] = `${last} ${text}`;
    else lines.push(text);
  }
  return lines;
}
