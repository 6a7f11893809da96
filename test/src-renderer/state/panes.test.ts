import { describe, expect, it } from 'vitest';
import { paneRange, paneSizes } from '../../../src-renderer/state/panes';

const SMALL = { width: 1100, height: 700 };
const LAPTOP = { width: 1280, height: 800 };
const LARGE = { width: 1920, height: 1080 };

const centerOf = (window: { width: number }, { left, right }: { left: number; right: number }): number =>
  window.width - left - right;

describe('without a choice', () => {
  it('the panes go with the window', () => {
    expect(paneSizes(SMALL, {})).toEqual({ left: 248, right: 340, pad: 112, details: 260, comparison: 360 });
    expect(paneSizes(LAPTOP, {})).toEqual({ left: 248, right: 371, pad: 144, details: 302, comparison: 418 });
    expect(paneSizes(LARGE, {})).toEqual({ left: 300, right: 557, pad: 200, details: 420, comparison: 580 });
  });
});

describe('a choice', () => {
  it('is kept within the limits', () => {
    expect(paneSizes(LARGE, { left: 350, right: 700 })).toMatchObject({ left: 350, right: 700 });
    expect(paneSizes(LARGE, { left: 5, right: 9999 })).toMatchObject({ left: 248, right: 760 });
  });

  it('made in a large window gives way in a small one, and no pane is lost', () => {
    const sizes = paneSizes(SMALL, { left: 400, right: 760, pad: 360 });
    expect(centerOf(SMALL, sizes)).toBeGreaterThanOrEqual(419);
    expect(sizes.left).toBeGreaterThanOrEqual(248);
    expect(sizes.right).toBeGreaterThanOrEqual(340);
    expect(sizes.pad).toBe(112);
  });

  it('cannot go where the network would be too narrow', () => {
    const sizes = paneSizes(SMALL, {});
    const { max } = paneRange('right', SMALL, sizes);
    expect(centerOf(SMALL, { ...sizes, right: max })).toBe(480);
    expect(paneRange('left', LARGE, paneSizes(LARGE, {}))).toEqual({ min: 248, max: 400 });
  });

  it('of the details leaves some of the network in view', () => {
    expect(paneSizes(SMALL, {}).details).toBeGreaterThanOrEqual(220);
    expect(paneRange('details', SMALL, paneSizes(SMALL, {})).max).toBe(SMALL.height - 300);
  });

  it('of the pad leaves room for the bars beside it', () => {
    expect(paneRange('pad', LARGE, { left: 300, right: 340, pad: 200, details: 300, comparison: 400 }).max).toBe(182);
  });
});
