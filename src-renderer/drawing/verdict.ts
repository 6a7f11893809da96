import { argMax } from '../../src-core/metrics/accuracy';

/** Below this share of the probability the answer is given with its rival. */
const SURE = 0.5;
/** An untrained network whose largest probability is below this spreads them evenly, as far as anybody can see. */
const EVEN = 0.2;

/** The network's answer as a sentence. `step`: how many steps it had learned; probabilities sum to 1. */
export function verdict(
  prediction: { probabilities: Float32Array; step: number } | null,
  classNames: readonly string[],
): string {
  if (!prediction) return 'Draw a digit.';
  const { probabilities, step } = prediction;
  if (!probabilities.every(Number.isFinite)) return 'No answer: its weights overflowed.';
  const best = argMax(probabilities);
  const name = (index: number): string => withArticle(classNames[index] ?? String(index));
  const largest = probabilities[best] ?? 0;
  if (step === 0) {
    const chance = `${(100 / probabilities.length).toFixed(0)} %`;
    return largest < EVEN
      ? `An untrained network: about ${chance} for each digit.`
      : 'An untrained network: it can only guess.';
  }
  if (largest >= SURE) return `It reads ${name(best)}.`;
  return `It reads ${name(best)}, or perhaps ${name(runnerUp(probabilities, best))}.`;
}

function runnerUp(probabilities: Float32Array, best: number): number {
  return argMax(probabilities.map((probability, i) => (i === best ? -1 : probability)));
}

/** "a 7", "an 8" */
function withArticle(name: string): string {
  return `${/^(8|11|18|[aeio])/i.test(name) ? 'an' : 'a'} ${name}`;
}
