/**
 * Heights at which labels can stand that belong to `wanted`: each as near as it can be, no two closer than `distance`, all
 * between `top` and `bottom` as long as there is room. CSS pixels.
 */
export function apart(wanted: readonly number[], distance: number, top: number, bottom: number): number[] {
  const order = wanted.map((_, i) => i).sort((a, b) => (wanted[a] ?? 0) - (wanted[b] ?? 0));
  const heights = [...wanted];
  let lowest = top - distance;
  for (const i of order) {
    lowest = Math.max(heights[i] ?? 0, lowest + distance);
    heights[i] = lowest;
  }
  let highest = bottom + distance;
  for (const i of order.reverse()) {
    highest = Math.min(heights[i] ?? 0, highest - distance);
    heights[i] = highest;
  }
  return heights;
}

interface Place {
  readonly x: number;
  readonly y: number;
}

/** The same for labels that stand at different places: only those are moved that are closer to each other than `near`. */
export function apartWhereNear(
  wanted: readonly Place[],
  near: number,
  distance: number,
  top: number,
  bottom: number,
): number[] {
  const heights = wanted.map(({ y }) => y);
  for (const group of neighbours(wanted, near)) {
    const moved = apart(
      group.map((i) => heights[i] ?? 0),
      distance,
      top,
      bottom,
    );
    group.forEach((i, at) => (heights[i] = moved[at] ?? 0));
  }
  return heights;
}

/** Indices of places of which each is closer to the one before it than `near`, from the left. */
function neighbours(places: readonly Place[], near: number): number[][] {
  const xOf = (i: number): number => places[i]?.x ?? 0;
  const groups: number[][] = [];
  for (const i of places.map((_, at) => at).sort((a, b) => xOf(a) - xOf(b))) {
    const group = groups.at(-1);
    if (group && xOf(i) - xOf(group.at(-1) ?? i) < near) group.push(i);
    else groups.push([i]);
  }
  return groups;
}
