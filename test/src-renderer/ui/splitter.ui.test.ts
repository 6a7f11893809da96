import { fireEvent, render, screen } from '@testing-library/svelte';
import { describe, expect, it, vi } from 'vitest';
import Splitter from '../../../src-renderer/ui/Splitter.svelte';
import { keyTarget } from '../../../src-renderer/ui/splitter';

const range = { min: 100, max: 400 };
const key = (name: string, shiftKey = false) => ({ key: name, shiftKey });

describe('keys', () => {
  it('move along the axis, by more with Shift, never beyond the range', () => {
    const right = { axis: 'x', grows: 1 } as const;
    expect(keyTarget(key('ArrowRight'), 200, range, right)).toBe(208);
    expect(keyTarget(key('ArrowLeft', true), 200, range, right)).toBe(152);
    expect(keyTarget(key('ArrowLeft', true), 110, range, right)).toBe(100);
    expect(keyTarget(key('ArrowUp'), 200, range, right)).toBeNull();
  });

  it('of a pane on the other side mean the other way', () => {
    expect(keyTarget(key('ArrowLeft'), 200, range, { axis: 'x', grows: -1 })).toBe(208);
    expect(keyTarget(key('ArrowUp'), 200, range, { axis: 'y', grows: -1 })).toBe(208);
  });

  it('go to the ends', () => {
    const down = { axis: 'y', grows: 1 } as const;
    expect(keyTarget(key('Home'), 200, range, down)).toBe(100);
    expect(keyTarget(key('End'), 200, range, down)).toBe(400);
  });
});

it('is a separator that says where it stands, and goes back by a double click', async () => {
  const onresize = vi.fn();
  const onreset = vi.fn();
  const direction = { axis: 'x', grows: 1 } as const;
  render(Splitter, { label: 'Width of it', testid: 'pane', value: 200, range, direction, onresize, onreset });
  const separator = screen.getByRole('separator', { name: 'Width of it' });
  expect(separator.getAttribute('aria-valuenow')).toBe('200');
  expect(separator.getAttribute('aria-orientation')).toBe('vertical');
  await fireEvent.keyDown(separator, { key: 'End' });
  expect(onresize).toHaveBeenCalledWith(400);
  await fireEvent.dblClick(separator);
  expect(onreset).toHaveBeenCalledOnce();
});
