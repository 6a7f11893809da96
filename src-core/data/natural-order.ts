/** Compares names as people sort them: runs of digits by their value ("2" before "10"), all else by code unit. */
export function naturalOrder(a: string, b: string): number {
  const left = a.split(/(\d+)/);
  const right = b.split(/(\d+)/);
  const length = Math.min(left.length, right.length);
  for (let i = 0; i < length; i++) {
    const order = i % 2 === 1 ? compareDigits(left[i], right[i]) : compare(left[i], right[i]);
    if (order !== 0) return order;
  }
  return left.length - right.length || compare(a, b);
}

/** By value: without leading zeros, the longer run is the larger. */
function compareDigits(a: string, b: string): number {
  const [x, y] = [a.replace(/^0+/, ''), b.replace(/^0+/, '')];
  return x.length - y.length || compare(x, y);
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
