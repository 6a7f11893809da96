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
