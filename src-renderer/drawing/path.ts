import type { Stroke } from '../../src-core/data/drawing/stroke';

/** A stroke as the `d` of an SVG path. A dot is a line of no length: round ends make it visible. */
export function pathOf(stroke: Stroke): string {
  const [first, ...rest] = stroke.map(([x, y]) => `${x.toFixed(4)} ${y.toFixed(4)}`);
  if (first === undefined) return '';
  return `M${first}L${(rest.length > 0 ? rest : [first]).join(' ')}`;
}
