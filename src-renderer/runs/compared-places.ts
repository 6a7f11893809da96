/** So many can be told apart. */
export const MOST_COMPARED = 8;

/** Keys of what is compared, each by its place, which it keeps; null: the place is free. */
export type Places = readonly (string | null)[];

/**
 * Takes an entry in, at the first place that is free, or out; the others stay where they are. `there`: the keys of those that still
 * are there: all other places are free. Null where there is no room.
 */
export function toggled(places: Places, there: readonly string[], key: string): Places | null {
  const kept = places.map((other) => (other !== null && there.includes(other) ? other : null));
  if (there.includes(key)) return trimmed(kept.map((other) => (other === key ? null : other)));
  if (there.length === MOST_COMPARED) return null;
  return kept.includes(null) ? kept.with(kept.indexOf(null), key) : [...kept, key];
}

/** Where all places are free, the next one begins anew. */
const trimmed = (places: Places): Places => (places.some((key) => key !== null) ? places : []);
