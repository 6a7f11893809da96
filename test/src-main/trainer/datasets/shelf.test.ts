import { expect, it } from 'vitest';
import { DataShelf } from '../../../../src-main/trainer/datasets/shelf';

const lines = { kind: 'lines', training: 4, test: 2, noise: 0, seed: 7 } as const;
const shelf = () => new DataShelf({ mnist: 'no/such/folder' });

it('keeps what it has loaded', async () => {
  const data = shelf();
  expect(await data.load({ ...lines })).toBe(await data.load({ ...lines }));
});

it('keeps the latest of a kind only, and other kinds beside it', async () => {
  const data = shelf();
  const xor = await data.load({ kind: 'xor' });
  const first = await data.load(lines);
  const other = await data.load({ ...lines, noise: 0.1 });
  expect(other).not.toBe(first);
  expect(await data.load(lines)).not.toBe(first);
  expect(await data.load({ kind: 'xor' })).toBe(xor);
});

it('tries anew what failed', async () => {
  const data = shelf();
  const first = data.load({ kind: 'mnist' });
  await expect(first).rejects.toThrow('no/such/folder');
  const second = data.load({ kind: 'mnist' });
  expect(second).not.toBe(first);
  await expect(second).rejects.toThrow('no/such/folder');
});
