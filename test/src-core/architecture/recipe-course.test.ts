import { expect, it } from 'vitest';
import type { LayerSpec } from '../../../src-core/architecture/layer-spec';
import { courseOf, withChange } from '../../../src-core/architecture/recipe-course';
import type { TrainingSettings } from '../../../src-core/architecture/training-settings';
import { plainLenet5 } from '../../support/plain-recipe';

const dropout: LayerSpec = { kind: 'dropout', name: 'drop', inputs: ['fc1'], rate: 0.5 };
const [last] = plainLenet5.network.layers.slice(-1);
const network = {
  ...plainLenet5.network,
  layers: [...plainLenet5.network.layers.slice(0, -1), dropout, { ...last, inputs: ['drop'] }],
};
const before = { network, settings: plainLenet5.settings };
const by = (changes: Partial<TrainingSettings>) => ({ network, settings: { ...before.settings, ...changes } });
const dropping = (rate: number) => ({
  ...before,
  network: { ...network, layers: network.layers.map((layer) => (layer === dropout ? { ...dropout, rate } : layer)) },
});

it('a change that is overtaken before its first step trained nothing', () => {
  const changes = [{ step: 1, ...before }, { step: 813, ...by({ warmup: 20 }) }]; // prettier-ignore
  const change = { step: 813, ...by({ warmup: 30 }) };
  expect(withChange(changes, change)).toEqual([changes[0], change]);
});

it('a change that is taken back before its first step is none', () => {
  const changes = [{ step: 1, ...before }, { step: 813, ...by({ warmup: 20 }) }]; // prettier-ignore
  expect(withChange(changes, { step: 813, ...before })).toEqual([{ step: 1, ...before }]);
});

it('the course of a run that was kept is that of one that was watched', () => {
  const clipped = by({ clipNorm: 1 });
  const course = courseOf(before, [
    { step: 20, settings: clipped.settings, dropout: {} },
    { step: 30, settings: clipped.settings, dropout: { drop: 0.2 } },
  ]);
  expect(course).toEqual([
    { step: 1, ...before },
    { step: 20, ...clipped },
    { step: 30, ...dropping(0.2), settings: clipped.settings },
  ]);
});
