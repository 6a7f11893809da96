import { expect, it } from 'vitest';
import { placeLabels } from '../../../src-renderer/charts/place-labels';

const plot = { left: 0, right: 100, rows: 2, gap: 3 };

it('a label stands beside its line, or ends at the edge where there is no room behind it', () => {
  expect(placeLabels([{ x: 10, width: 40 }], plot)).toEqual([{ label: 0, left: 13, row: 0 }]);
  expect(placeLabels([{ x: 90, width: 40 }], plot)).toEqual([{ label: 0, left: 60, row: 0 }]);
});

it('two that would lie over each other are both there, in rows, and the last is at the edge of the plot', () => {
  const two = [
    { x: 85, width: 60 },
    { x: 90, width: 60 },
  ];
  expect(placeLabels(two, plot)).toEqual([
    { label: 1, left: 40, row: 0 },
    { label: 0, left: 40, row: 1 },
  ]);
});

it('one that no row has room for beside its line is left out', () => {
  const three = [85, 88, 90].map((x) => ({ x, width: 60 }));
  expect(placeLabels(three, plot).map(({ label }) => label)).toEqual([2, 1]);
  expect(placeLabels([{ x: 50, width: 120 }], plot)).toEqual([]);
  expect(placeLabels([], plot)).toEqual([]);
});
