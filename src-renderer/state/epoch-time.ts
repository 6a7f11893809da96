import type { NetworkAnalysis } from '../../src-core/architecture/analyze';
import { epochWork, type EpochWork } from '../../src-core/architecture/epoch-work';
import type { Result } from '../../src-core/protocol/methods';
import { imagesOf, type DataLimits } from './data-fit';
import type { Recipe } from './recipe';

/** A recipe whose epochs are predicted. */
export interface EpochPlan {
  readonly recipe: Recipe;
  /** Null while it is not known how many images there are. */
  readonly work: EpochWork | null;
}

/** What the trainer found for a plan. */
export interface MeasuredEpoch extends Result<'predictEpoch'> {
  readonly plan: EpochPlan;
}

/** How long an epoch takes, seconds. */
export interface EpochTime {
  readonly seconds: number;
  /** Of that, what each layer takes, in the order of the analysis; null where that is not known. */
  readonly layers: readonly number[] | null;
  /** Of that, what loading and augmenting the images takes. */
  readonly images: number | null;
  /**
   * How that is known: the run's own epochs took so long; some steps were tried, or tried beside a training; or it is what
   * was measured last, by how much more work this is.
   */
  readonly basis: 'run' | 'steps' | 'contendedSteps' | 'work';
}

/** `analysis`: of the recipe's network. */
export function planOf(recipe: Recipe, analysis: NetworkAnalysis, limits: DataLimits): EpochPlan {
  const images = imagesOf(recipe.settings, limits);
  return { recipe, work: images && epochWork(recipe.network, analysis, recipe.settings, images) };
}

/** What is known better: nothing that was measured beside a training takes the place of what was measured alone. */
export const betterOf = (known: MeasuredEpoch | null, found: MeasuredEpoch): MeasuredEpoch =>
  known && !known.contended && found.contended ? known : found;

/** `ofRun`: seconds of the epochs of a run by the plan's recipe. Null while there is nothing to tell it by. */
export function timeOfEpoch(plan: EpochPlan, measured: MeasuredEpoch | null, ofRun: number | null): EpochTime | null {
  if (ofRun !== null) return divided(ofRun, plan, 'run');
  if (!measured) return null;
  const { seconds, contended } = measured;
  if (measured.plan.recipe === plan.recipe) return divided(seconds, plan, contended ? 'contendedSteps' : 'steps');
  if (!plan.work || !measured.plan.work) return null;
  return divided((seconds * plan.work.total) / measured.plan.work.total, plan, 'work');
}

function divided(seconds: number, { work }: EpochPlan, basis: EpochTime['basis']): EpochTime {
  if (!work) return { seconds, layers: null, images: null, basis };
  const part = (amount: number): number => (seconds * amount) / work.total;
  return { seconds, layers: work.layers.map(part), images: part(work.images), basis };
}
