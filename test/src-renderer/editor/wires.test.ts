import { describe, expect, it } from 'vitest';
import { analyzeNetwork } from '../../../src-core/architecture/analyze';
import { lenet5 } from '../../../src-core/architecture/presets/lenet-5';
import { layoutNetwork, skeletonOf } from '../../../src-renderer/editor/layout';
import { nearestWire, pathThrough, plusAt, wiresOf } from '../../../src-renderer/editor/wires';

const layout = layoutNetwork(skeletonOf(analyzeNetwork(lenet5.network)), { width: 740, height: 700 });

describe('wires', () => {
  it('are all that layers read, and one to the answer from each that nobody reads', () => {
    const layers = lenet5.network.layers.filter(({ name }) => name !== 'flatten');
    const wires = wiresOf(analyzeNetwork({ ...lenet5.network, layers }));
    expect(wires.filter(({ to }) => to === null)).toEqual([
      { from: 'pool2', to: null, index: 0 },
      { from: 'fc3', to: null, index: 0 },
    ]);
    expect(wires).toHaveLength(layers.length + 1); // fc1 reads what is not there
  });

  it('take what is dropped near them, but not a card that hangs on them', () => {
    const { x, y, width, height } = layout.cards.get('relu1')!;
    const below = { x: x + width / 2, y: y + height + 3 };
    expect(nearestWire(layout, below, null)).toEqual({ from: 'relu1', to: 'pool1', index: 0 });
    expect(nearestWire(layout, below, 'relu1')).toEqual({ from: 'pool1', to: 'conv2', index: 0 });
  });

  it('are drawn with round corners, the plus in the middle of the longest piece', () => {
    const straight = [
      { x: 5, y: 0 },
      { x: 5, y: 20 },
    ];
    expect(pathThrough(straight)).toBe('M5 0L5 20');
    expect(plusAt(straight)).toEqual({ x: 5, y: 10 });
    const bent = [
      { x: 0, y: 0 },
      { x: 0, y: 10 },
      { x: 40, y: 10 },
    ];
    expect(pathThrough(bent, 4)).toBe('M0 0L0 6Q0 10 4 10L40 10');
    expect(plusAt(bent)).toEqual({ x: 20, y: 10 });
  });
});
