import { describe, expect, it } from 'vitest';
import { analyzeNetwork } from '../../../src-core/architecture/analyze';
import type { NetworkSpec } from '../../../src-core/architecture/network-spec';
import { presets } from '../../../src-core/architecture/presets';
import { lenet5 } from '../../../src-core/architecture/presets/lenet-5';
import { residual } from '../../../src-core/architecture/presets/residual';
import { layoutNetwork, skeletonOf, type Box } from '../../../src-renderer/editor/layout';
import { ANSWER } from '../../../src-renderer/editor/wires';

const PANE = { width: 740, height: 700 };
const lay = (network: NetworkSpec, pane = PANE) => layoutNetwork(skeletonOf(analyzeNetwork(network)), pane);
const overlap = (a: Box, b: Box): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

describe('a layout', () => {
  it.each(presets.map(({ network }) => network))('of $name has no card on another', (network) => {
    const boxes = [...lay(network).cards.values()];
    expect(boxes).toHaveLength(network.layers.length + 2);
    for (const [i, a] of boxes.entries()) for (const b of boxes.slice(i + 1)) expect(overlap(a, b)).toBe(false);
  });

  it('stacks a chain from the input to the answer, all cards alike and in one line', () => {
    const { cards, wires } = lay(lenet5.network);
    const names = ['input', ...lenet5.network.layers.map(({ name }) => name), ANSWER];
    expect([...cards.keys()]).toEqual(names);
    expect(new Set([...cards.values()].map(({ x, width }) => `${x} ${width}`)).size).toBe(1);
    expect(wires.every(({ points }) => points.length === 2)).toBe(true);
  });

  it('shares the height there is, within limits', () => {
    const heightOf = (height: number): number => lay(lenet5.network, { ...PANE, height }).cards.get('conv1')!.height;
    expect(heightOf(300)).toBe(35);
    expect(heightOf(900)).toBeGreaterThan(45);
    expect(heightOf(9000)).toBe(88);
    expect(lay(lenet5.network, { ...PANE, height: 900 }).height).toBeLessThanOrEqual(900);
  });

  it('leads the way around a residual block past its cards', () => {
    const { cards, wires } = lay(residual.network);
    const around = wires.find(({ from, to }) => from === 'pool1' && to === 'add1')!;
    const right = Math.max(...[...cards.values()].map(({ x, width }) => x + width));
    expect(Math.max(...around.points.map(({ x }) => x))).toBeGreaterThan(right);
  });

  it('puts branches side by side, narrower', () => {
    const branch = (name: string, filters: number) => ({
      ...lenet5.network.layers[0],
      name,
      inputs: ['input'],
      filters,
    });
    const layers = [
      branch('left', 2),
      branch('right', 3),
      { kind: 'concatenate' as const, name: 'join', inputs: ['left', 'right'] },
    ];
    const { cards } = lay({ ...lenet5.network, layers });
    expect(cards.get('left')!.y).toBe(cards.get('right')!.y);
    expect(cards.get('left')!.width).toBeLessThan(PANE.width / 2);
  });

  it('keeps branches apart from the chains before and behind them', () => {
    const relu = (name: string, ...inputs: string[]) => ({ kind: 'relu' as const, name, inputs });
    const layers = [
      relu('before', 'input'),
      relu('left', 'before'),
      relu('right', 'before'),
      relu('right2', 'right'),
      { kind: 'concatenate' as const, name: 'join', inputs: ['left', 'right2'] },
      relu('behind', 'join'),
    ];
    const { cards } = lay({ ...lenet5.network, layers });
    const rows = [...new Set([...cards.values()].map(({ y }) => y))];
    const rowOf = (name: string): number => rows.indexOf(cards.get(name)!.y);
    expect(['input', 'before', 'right', 'right2', 'join', 'behind', ANSWER].map(rowOf)).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(rowOf('left')).toBe(rowOf('right2'));
    expect(cards.get('left')!.x).not.toBe(cards.get('right2')!.x);
    expect(new Set(['input', 'before', 'join', 'behind', ANSWER].map((name) => cards.get(name)!.x)).size).toBe(1);
  });

  it('of nothing is the input above the answer', () => {
    const { cards, wires } = lay({ ...lenet5.network, layers: [] });
    expect([...cards.keys()]).toEqual(['input', ANSWER]);
    expect(wires).toMatchObject([{ from: 'input', to: null }]);
  });

  it('stands even where layers read each other, or nothing', () => {
    const layers = lenet5.network.layers.map((layer) =>
      layer.name === 'conv1'
        ? { ...layer, inputs: ['conv2'] }
        : layer.name === 'fc1'
          ? { ...layer, inputs: [] }
          : layer,
    );
    const { cards } = lay({ ...lenet5.network, layers });
    expect(cards.size).toBe(layers.length + 2);
  });
});
