import { SvelteSet } from 'svelte/reactivity';
import { expect, it } from 'vitest';
import { Messages } from '../../../src-renderer/state/messages.svelte';

it('shows the latest message until it is dismissed', () => {
  const messages = new Messages();
  expect(messages.current).toBeNull();
  messages.say('Saved a.json');
  messages.fail('b.json was not opened.');
  expect(messages.current).toEqual({ kind: 'error', text: 'b.json was not opened.' });
  messages.say('Saved c.json');
  const { current } = messages;
  messages.fail('d.json was not opened.');
  messages.dismiss(current); // is no longer there
  expect(messages.current?.text).toBe('d.json was not opened.');
  messages.dismiss(messages.current);
  expect(messages.current).toBeNull();
});

it('forgets a complaint that is mended, but not what it had covered', () => {
  const messages = new Messages();
  const faults = new SvelteSet(['no network']);
  messages.fail('a.json was not opened.');
  messages.fail('No network is open yet.', () => faults.has('no network'));
  expect(messages.current?.text).toBe('No network is open yet.');
  faults.clear();
  expect(messages.current?.text).toBe('a.json was not opened.');
  messages.dismiss();
  expect(messages.current).toBeNull();
});

it('tells of what fails', async () => {
  const messages = new Messages();
  await messages.guard(() => Promise.reject(new Error('It is full.')));
  expect(messages.current).toEqual({ kind: 'error', text: 'It is full.' });
});
