import { describe, expect, it } from 'vitest';
import { meetings } from '../../../../src-core/kernels/wasm/dependencies';

const memory = new Float32Array(100);
const tensor = (start: number, length = 10): Float32Array => memory.subarray(start, start + length);

describe('lanes meet', () => {
  it('before a call that reads what another has written', () => {
    const [x, y, z] = [tensor(0), tensor(10), tensor(20)];
    const calls = [
      { kernel: 'relu', args: [x, y, 10] },
      { kernel: 'relu', args: [y, z, 10] },
    ] as const;
    expect(meetings(calls)).toEqual([false, true]);
  });

  it('before a call that writes what another has read or written', () => {
    const [x, y, z] = [tensor(0), tensor(10), tensor(20)];
    const calls = [
      { kernel: 'relu', args: [x, y, 10] },
      { kernel: 'fill', args: [x, 0] },
      { kernel: 'relu', args: [z, x, 10] },
    ] as const;
    expect(meetings(calls)).toEqual([false, true, true]);
  });

  it('not between calls that only read the same', () => {
    const [x, y, z] = [tensor(0), tensor(10), tensor(20)];
    const calls = [
      { kernel: 'relu', args: [x, y, 10] },
      { kernel: 'tanh', args: [x, z, 10] },
      { kernel: 'fill', args: [tensor(30), 1] },
    ] as const;
    expect(meetings(calls)).toEqual([false, false, false]);
  });

  it('where tensors share some of their values only', () => {
    const calls = [
      { kernel: 'fill', args: [tensor(0, 20), 1] },
      { kernel: 'relu', args: [tensor(19, 5), tensor(40), 5] },
      { kernel: 'relu', args: [tensor(20, 5), tensor(60), 5] },
    ] as const;
    expect(meetings(calls)).toEqual([false, true, false]);
  });
});
