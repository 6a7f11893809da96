import { describe, expect, it } from 'vitest';
import { meetings } from '../../../../src-core/kernels/wasm/dependencies';
import { isSmall } from '../../../../src-core/kernels/wasm/work';

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

  it('not between calls that the first lane makes alone, but before one that all share', () => {
    const [x, y, z, u] = [tensor(0), tensor(10), tensor(20), tensor(30)];
    const calls = [
      { kernel: 'relu', args: [x, y, 10] },
      { kernel: 'relu', args: [y, z, 10] },
      { kernel: 'fill', args: [u, 0] },
      { kernel: 'relu', args: [z, x, 10] },
      { kernel: 'relu', args: [u, y, 10] },
    ] as const;
    expect(meetings(calls, [true, true, false, true, false])).toEqual([false, false, false, false, true]);
    expect(meetings(calls, [true, true, false, false, true])).toEqual([false, false, false, true, false]);
    expect(meetings(calls, [false, true, true, true, true])).toEqual([false, true, false, false, false]);
  });
});

describe('a call is for one lane', () => {
  it('where it is little, counted by multiplications or by values', () => {
    const values = new Float32Array(20_000);
    expect(isSmall({ kernel: 'dense', args: [values, values, null, values, 10, 128, 10] })).toBe(true);
    expect(isSmall({ kernel: 'dense', args: [values, values, null, values, 10, 784, 128] })).toBe(false);
    expect(isSmall({ kernel: 'relu', args: [tensor(0), tensor(10), 10] })).toBe(true);
    expect(isSmall({ kernel: 'relu', args: [values, values, 20_000] })).toBe(false);
    expect(isSmall({ kernel: 'sumOfSquares', args: [values, tensor(0, 1)] })).toBe(true);
  });
});
