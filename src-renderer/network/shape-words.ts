/** [6, 28, 28] → "6 × 28 × 28" */
export function shapeWords(shape: readonly number[]): string {
  return shape.join(' × ');
}
