import { describe, expect, it } from 'vitest';
import { forkHereRefusal, keepRefusal, repeatRefusal } from '../../../src-renderer/state/run-refusals';
import { plainLenet5 } from '../../support/plain-recipe';
import { shownRunOf } from '../support/runs';

describe('the weights of a network', () => {
  const { network } = plainLenet5;

  it('are kept where some of them fit, and where there are none yet nothing refuses', () => {
    expect(keepRefusal(network, network)).toBeNull();
    expect(keepRefusal(null, network)).toBeNull();
  });

  it('cannot be kept by a network that none of them fit into', () => {
    const other = {
      ...network,
      name: 'other',
      layers: network.layers.map((layer) => ({ ...layer, name: `${layer.name}b` })),
    };
    expect(keepRefusal(network, other)).toBe('not possible: no weights of lenet-5 fit into other');
  });
});

describe('from its present step a run', () => {
  const { network, settings } = plainLenet5;
  const running = { network, settings };
  const inIt = { step: 900, stepsPerEpoch: 860, epochsDone: 1 };
  const atItsEnd = { step: 2580, stepsPerEpoch: 860, epochsDone: 3 };

  it('goes on with what can change while it is trained, and with more epochs', () => {
    const optimizer = { ...settings.optimizer, learningRate: 0.5 };
    expect(forkHereRefusal(running, { network, settings: { ...settings, optimizer, epochs: 50 } }, inIt)).toBeNull();
  });

  it('does not go on with what it keeps from its first step, which is named', () => {
    const wanted = { network, settings: { ...settings, batchSize: 8 } };
    expect(forkHereRefusal(running, wanted, inIt)).toBe('not possible with another batch size');
  });

  it('does not go on where no step is left, until its epochs are raised; a validation that is left is something', () => {
    const words = 'not possible with 3 epochs, no step of which is left: raise the epochs first';
    expect(forkHereRefusal(running, running, atItsEnd)).toBe(words);
    expect(forkHereRefusal(running, { network, settings: { ...settings, epochs: 4 } }, atItsEnd)).toBeNull();
    expect(forkHereRefusal(running, running, { ...atItsEnd, epochsDone: 2 })).toBeNull();
    expect(forkHereRefusal(running, { network, settings: { ...settings, epochs: 1 } }, inIt)).toContain('1 epoch,');
  });
});

describe('with other seeds', () => {
  it.each(['training', 'paused', 'finished', null] as const)('a run is repeated that is %s', (phase) => {
    expect(repeatRefusal(shownRunOf({ phase, parent: { id: 'a', step: 0 } }), false)).toBeNull();
  });

  it.each([
    [shownRunOf({ state: 'stopped' }), false, 'it was stopped: restart it first'],
    [shownRunOf({ phase: 'failed', state: 'unfinished' }), false, 'it has failed: restart it first'],
    [shownRunOf({ parent: { id: 'a', step: 3 } }), false, 'it goes on from another run: restart it first'],
    [shownRunOf(), true, 'its settings were changed while it was trained: restart it first'],
  ])('no run is repeated of which that cannot be done (%#)', (run, isChanged, words) => {
    expect(repeatRefusal(run, isChanged)).toBe(words);
  });
});
