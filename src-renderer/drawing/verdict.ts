import { argMax } from '../../src-core/metrics/accuracy';
import { CHANCE } from '../state/certainty';
import { classWord } from '../state/class-word';

/** A rival with more than this share of the first one's probability is named with it. */
const CLOSE = 0.5;
/** An untrained network whose largest probability is below this spreads them evenly, as far as anybody can see. */
const EVEN = 0.2;

/** The network's answer as a sentence. `step`: how many steps it had learned; probabilities sum to 1. */
export function verdict(
  prediction: { probabilities: Float32Array; step: number } | null,
  classNames: readonly string[],
): string {
  const word = classWord(classNames);
  if (!prediction) return word === 'digit' ? 'Draw a digit.' : 'Draw something.';
  const { probabilities, step } = prediction;
  if (!probabilities.every(Number.isFinite)) return 'No answer: its weights overflowed.';
  const best = argMax(probabilities);
  const name = (index: number): string => {
    const className = classNames[index] ?? String(index);
    return word === 'digit' ? withArticle(className) : className;
  };
  const largest = probabilities[best] ?? 0;
  if (step === 0) {
    const chance = `${(100 / probabilities.length).toFixed(0)} %`;
    return largest < EVEN
      ? `An untrained network: about ${chance} for each ${word}.`
      : 'An untrained network: it can only guess.';
  }
  const rival = runnerUp(probabilities, best);
  if (largest < CHANCE) return 'It cannot tell.';
  if ((probabilities[rival] ?? 0) < CLOSE * largest) return `It reads ${name(best)}.`;
  return `It reads ${name(best)}, or perhaps ${name(rival)}.`;
}

function runnerUp(probabilities: Float32Array, best: number): number {
  return argMax(probabilities.map((probability, i) => (i === best ? -1 : probability)));
}

/** "a 7", "an 8" */
function withArticle(digit: string): string {
  return `${digit === '8' ? 'an' : 'a'} ${digit}`;
}
