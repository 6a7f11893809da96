/** How many letters must be put in, taken out or changed to make one word the other (Levenshtein 1966). */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (const letter of a) {
    const above = row;
    row = [(above[0] ?? 0) + 1];
    Array.from(b).forEach((other, k) => {
      const [corner = 0, up = 0] = above.slice(k);
      row.push(Math.min(corner + (letter === other ? 0 : 1), up + 1, (row[k] ?? 0) + 1));
    });
  }
  return row.at(-1) ?? 0;
}

/** Of the words that there are, the one that was most likely meant; the first of equals. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const distanceTo = (candidate: string): number => distance(word.toLowerCase(), candidate);
  return [...known].sort((a, b) => distanceTo(a) - distanceTo(b)).at(0);
}
