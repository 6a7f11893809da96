import { expect, it } from 'vitest';
import { lenet5 } from '../../../src-core/architecture/presets/lenet-5';
import { notebook002 } from '../../../src-core/architecture/presets/notebook-002';
import { subjectOf } from '../../../src-renderer/state/subject';

const { network } = lenet5;

it('is the network of the run while nothing was edited, whatever it is called', () => {
  expect(subjectOf(network, { ...network, name: 'mine' })).toEqual({ network });
  expect(subjectOf(null, network)).toBeNull();
});

it('is the edited one as soon as there is one, unless the examples of the run do not fit it', () => {
  const draft = { ...network, layers: network.layers.slice(0, 3) };
  expect(subjectOf(network, draft)).toEqual({ network: draft, draft });
  expect(subjectOf(network, notebook002.network)).toBeNull();
});
