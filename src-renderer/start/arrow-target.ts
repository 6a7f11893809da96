/** Where something is on screen, CSS pixels. */
type Box = Pick<DOMRect, 'left' | 'top' | 'width' | 'height'>;

const DIRECTIONS: Readonly<Partial<Record<string, readonly [x: number, y: number]>>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};
/** What lies aside counts so many times what lies ahead. */
const ASIDE = 3;

const centre = ({ left, top, width, height }: Box): [number, number] => [left + width / 2, top + height / 2];

/** Which of several boxes an arrow key leads to from one of them: the nearest in that direction; null where there is none. */
export function arrowTarget(key: string, from: number, boxes: readonly Box[]): number | null {
  const direction = DIRECTIONS[key];
  const start = boxes[from];
  if (!direction || !start) return null;
  const [dx, dy] = direction;
  const [x, y] = centre(start);
  const ways = boxes.map((box) => {
    const [toX, toY] = centre(box);
    const ahead = (toX - x) * dx + (toY - y) * dy;
    const aside = Math.abs((toX - x) * dy) + Math.abs((toY - y) * dx);
    return ahead > 1 ? ahead + ASIDE * aside : Infinity;
  });
  const nearest = Math.min(...ways);
  return nearest === Infinity ? null : ways.indexOf(nearest);
}
