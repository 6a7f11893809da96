import { fireEvent, render, screen } from '@testing-library/svelte';
import { expect, it, vi } from 'vitest';
import Select from '../../../src-renderer/ui/Select.svelte';

const options = ['first', 'second', 'third'].map((value) => ({ value, label: value }));
const field = (): HTMLSelectElement => screen.getByTestId('choice');

it('shows what holds: a choice that is refused leaves it as it was, also when other options come', async () => {
  const onchange = vi.fn();
  const props = { value: 'first', options, testid: 'choice', onchange };
  const { rerender } = render(Select, props);
  await fireEvent.change(field(), { target: { value: 'second' } });
  expect(onchange).toHaveBeenCalledExactlyOnceWith('second');
  expect(field().value).toBe('first');
  await rerender({ ...props, options: options.slice(0, 2) });
  expect(field().value).toBe('first');
});

it('shows a choice that is taken', async () => {
  const props = { value: 'first', options, testid: 'choice' };
  const { rerender } = render(Select, { ...props, onchange: (value: string) => void rerender({ value }) });
  await fireEvent.change(field(), { target: { value: 'third' } });
  await vi.waitFor(() => expect(field().value).toBe('third'));
});
