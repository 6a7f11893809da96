/** Room for milestones on the disk, bytes: about, since at least MOST_FEW are kept of however large a network. */
const ROOM = 64e6;
const MOST = 32;
const MOST_FEW = 4;

/** The smallest 1, 2 or 5 times a power of ten that is larger. */
export function nextMilestone(step: number): number {
  for (let power = 1; ; power *= 10) {
    const next = [1, 2, 5].map((digit) => digit * power).find((milestone) => milestone > step);
    if (next !== undefined) return next;
  }
}

const isMilestone = (step: number): boolean => step === 0 || nextMilestone(step - 1) === step;

/** Whether the end of an epoch, counted from 1, is worth keeping: 1, 2, 3, 5, 8, 13, … */
export function isMilestoneEpoch(epoch: number): boolean {
  let [number, next] = [1, 2];
  while (number < epoch) [number, next] = [next, number + next];
  return number === epoch;
}

/**
 * Which checkpoints, of `bytes` each, are kept for how they show a run from its beginning: those after 0, 1, 2, 5, 10, 20, 50, …
 * steps and at the ends of the epochs 1, 2, 3, 5, 8, … Never more than 32, and of networks for which these take more than
 * 64 MB fewer, at least four: those go first that are nearest to their neighbours as a ratio.
 */
export function milestonesOf(steps: readonly number[], stepsPerEpoch: number, bytes: number): number[] {
  const isEnd = (step: number): boolean => step % stepsPerEpoch === 0 && isMilestoneEpoch(step / stepsPerEpoch);
  const kept = steps.filter((step) => isMilestone(step) || isEnd(step)).sort((a, b) => a - b);
  const most = Math.max(MOST_FEW, Math.min(MOST, Math.floor(ROOM / bytes)));
  while (kept.length > most) {
    const ratios = kept.slice(2).map((after, i) => after / Math.max(kept[i] ?? 0, 0.5));
    kept.splice(1 + ratios.indexOf(Math.min(...ratios)), 1);
  }
  return kept;
}
