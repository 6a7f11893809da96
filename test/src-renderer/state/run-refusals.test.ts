import { describe, expect, it } from 'vitest';
import { forkHereRefusal, repeatRefusal } from '../../../src-renderer/state/run-refusals';
import { plainLenet5 } from '../../support/plain-recipe';
import { shownRunOf } from '../support/runs';

describe('from its present step a run', () => {
  const { network, settings } = plainLenet5;
  const running = { network, settings };

  it('goes on with what can change while it is trained, and with more epochs', () => {
    const optimizer = { ...settings.optimizer, learningRate: 0.5 };
    expect(forkHereRefusal(running, { network, settings: { ...settings, optimizer, epochs: 50 } })).toBeNull();
  });

  it('does not go on with what it keeps from its first step, which is named', () => {
    const wanted = { network, settings: { ...settings, batchSize: 8 } };
    expect(forkHereRefusal(running, wanted)).toBe('not possible with another batch size');
  });
});

describe('with other seeds', () => {
  it.each(['training', 'paused', 'finished', null] as const)('a run is repeated that is %s', (phase) => {
    expect(repeatRefusal(shownRunOf({ phase }), false)).toBeNull();
  });

  it.each([
    [shownRunOf({ state: 'stopped' }), false, 'it was stopped: restart it first'],
    [shownRunOf({ phase: 'failed', state: 'unfinished' }), false, 'it has failed: restart it first'],
    [shownRunOf({ series: 's' }), false, 'it is one of a series already'],
    [shownRunOf(), true, 'its settings were changed while it was trained: restart it first'],
  ])('no run is repeated of which that cannot be done (%#)', (run, isChanged, words) => {
    expect(repeatRefusal(run, isChanged)).toBe(words);
  });
});
