import { expect, it, vi } from 'vitest';
import { writeNetworkText } from '../../../src-core/architecture/network-text';
import { lenet5 } from '../../../src-core/architecture/presets/lenet-5';
import { isNetwork } from '../../../src-main/app/drafts';

vi.mock('electron', () => ({ BrowserWindow: {}, ipcMain: {} }));

it('a draft is a network where the page reads it as one: what it cannot read is put aside, not lost', () => {
  const { network } = lenet5;
  expect(isNetwork(writeNetworkText(network))).toBe(true);
  expect(isNetwork(writeNetworkText({ ...network, layers: [] }))).toBe(true);
  expect(isNetwork('{}')).toBe(false);
  const [first, ...rest] = network.layers;
  expect(isNetwork(writeNetworkText({ ...network, layers: [{ ...first, inputs: ['gone'] }, ...rest] }))).toBe(false);
});
