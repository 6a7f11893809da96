import { OPTIMIZER_DEFAULTS, type OptimizerSpec } from '../../src-core/architecture/optimizer-spec';
import type { Preset } from '../../src-core/architecture/presets';

/** What helps a run that has diverged: learning rates. */
export interface Remedy {
  /** To go on by: a tenth of the one that failed. */
  readonly smaller: number;
  /** To begin anew by. */
  readonly restart: number;
  /** The one that failed was so large that a tenth of it would only make another network that learns nothing. */
  readonly isFarOff: boolean;
}

/** The usual rate is the preset's, where it has the same optimizer, else the optimizer's own. */
export function remedyFor({ kind, learningRate }: OptimizerSpec, { settings }: Preset): Remedy {
  const { optimizer } = settings;
  const usual = (optimizer.kind === kind ? optimizer : OPTIMIZER_DEFAULTS[kind]).learningRate;
  const smaller = Number((learningRate / 10).toPrecision(3));
  const isFarOff = smaller > usual;
  return { smaller, restart: isFarOff ? usual : smaller, isFarOff };
}
