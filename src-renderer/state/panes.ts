/** What can be made larger and smaller: the settings at the left, curves and drawing at the right, the pad among them, the details of a layer or a run below what it is of, and the comparison of runs, which needs more. */
export type Pane = 'left' | 'right' | 'pad' | 'details' | 'comparison';

/** Widths of the panes, and side of the pad, which is square; CSS pixels. */
export type PaneSizes = Readonly<Record<Pane, number>>;

/** Sizes that the user has set; the others go with the window. */
export type ChosenSizes = Readonly<Partial<PaneSizes>>;

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Range {
  readonly min: number;
  readonly max: number;
}

const LIMITS: Readonly<Record<Pane, Range>> = {
  left: { min: 248, max: 400 },
  right: { min: 340, max: 760 },
  pad: { min: 112, max: 360 },
  details: { min: 120, max: 720 },
  comparison: { min: 200, max: 860 },
};

/** The network between the panes is never narrower than this. */
const MIN_CENTER = 480;
/** What stands above and below the pad, from the transport bar to the footer, curves and matrix at their least. */
const AROUND_PAD = 604;
/** What stands above and below the details, some of the network included. */
const AROUND_DETAILS = 300;
/** What stands beside the pad: the bars and the margins. */
const BESIDE_PAD = 158;

const clamp = (value: number, { min, max }: Range): number => Math.min(max, Math.max(min, value));

/** Sizes without a choice: a share of the window. */
function usualSize(pane: Pane, { width, height }: Size): number {
  switch (pane) {
    case 'left':
      return clamp(Math.round(0.18 * width), { min: 248, max: 300 });
    case 'right':
      return clamp(Math.round(0.29 * width), { min: 340, max: 560 });
    case 'pad':
      return clamp(Math.round(0.2 * (height - 80)), { min: 120, max: 208 });
    case 'details':
      return clamp(Math.round(0.42 * (height - 80)), { min: 220, max: 460 });
    case 'comparison':
      return clamp(Math.round(0.58 * (height - 80)), { min: 340, max: 620 });
    default:
      return pane satisfies never;
  }
}

/**
 * The sizes in a window. What was chosen in a large window may not fit a small one: then both panes give way in proportion,
 * each to its least width at most; the choice itself is kept.
 */
export function paneSizes(window: Size, chosen: ChosenSizes): PaneSizes {
  const wish = (pane: Pane): number => clamp(chosen[pane] ?? usualSize(pane, window), LIMITS[pane]);
  const spareLeft = wish('left') - LIMITS.left.min;
  const spareRight = wish('right') - LIMITS.right.min;
  const spare = spareLeft + spareRight;
  const lack = clamp(wish('left') + wish('right') + MIN_CENTER - window.width, { min: 0, max: spare });
  const give = spare === 0 ? 0 : lack / spare;
  const left = Math.round(wish('left') - give * spareLeft);
  const right = Math.round(wish('right') - give * spareRight);
  const pad = clamp(wish('pad'), padRange(window, right));
  return { left, right, pad, details: wish('details'), comparison: wish('comparison') };
}

/** How small and how large a pane can become beside the others as they are. */
export function paneRange(pane: Pane, window: Size, sizes: PaneSizes): Range {
  if (pane === 'pad') return padRange(window, sizes.right);
  if (pane === 'details' || pane === 'comparison') {
    return { ...LIMITS[pane], max: clamp(window.height - AROUND_DETAILS, LIMITS[pane]) };
  }
  const other = pane === 'left' ? sizes.right : sizes.left;
  const { min } = LIMITS[pane];
  return { min, max: clamp(window.width - MIN_CENTER - other, LIMITS[pane]) };
}

function padRange({ height }: Size, right: number): Range {
  const { min } = LIMITS.pad;
  return { min, max: clamp(Math.min(height - AROUND_PAD, right - BESIDE_PAD), LIMITS.pad) };
}
