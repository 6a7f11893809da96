import { fireEvent, render, screen } from '@testing-library/svelte';
import { expect, it, vi } from 'vitest';
import MessageBanner from '../../../src-renderer/ui/MessageBanner.svelte';

it('shows an error until it is dismissed', async () => {
  const ondismiss = vi.fn();
  render(MessageBanner, { message: { kind: 'error', text: 'The loss is no longer a number.' }, ondismiss });
  expect(screen.getByRole('alert').textContent).toContain('The loss is no longer a number.');
  await fireEvent.click(screen.getByRole('button', { name: 'Dismiss' }));
  expect(ondismiss).toHaveBeenCalledOnce();
});

it('leaves what is no error to the footer', () => {
  render(MessageBanner, { message: { kind: 'info', text: 'Saved.' }, ondismiss: vi.fn() });
  expect(screen.getByRole('alert').textContent.trim()).toBe('');
});
