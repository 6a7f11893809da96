import { expect, it } from 'vitest';
import { OPTIMIZER_DEFAULTS } from '../../../src-core/architecture/optimizer-spec';
import { remedyFor } from '../../../src-renderer/state/remedy';
import { plainLenet5 } from '../../support/plain-recipe';

const { optimizer } = plainLenet5.settings; // SGD, 0.02

it('a rate within reach of the usual one is divided by ten', () => {
  const remedy = remedyFor({ ...optimizer, learningRate: 0.2 }, plainLenet5);
  expect(remedy).toEqual({ smaller: 0.02, restart: 0.02, isFarOff: false });
});

it('far above it, the usual one comes first: the preset’s, or that of another optimizer', () => {
  const remedy = remedyFor({ ...optimizer, learningRate: 50 }, plainLenet5);
  expect(remedy).toEqual({ smaller: 5, restart: 0.02, isFarOff: true });
  const adam = { ...OPTIMIZER_DEFAULTS.adam, learningRate: 1 };
  expect(remedyFor(adam, plainLenet5).restart).toBe(OPTIMIZER_DEFAULTS.adam.learningRate);
});
