import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Bridge, Draft } from '../../../src-core/protocol/bridge';
import { DraftSender } from '../../../src-renderer/state/draft-sender';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const draftOf = (text: string): Draft => ({ text, recipe: '', fileId: null });

function open() {
  const keepDraft = vi.fn<Bridge['keepDraft']>(() => Promise.resolve({ kind: 'kept' }));
  const complain = vi.fn<(sentence: string) => void>();
  let draft: Draft | null = null;
  const sender = new DraftSender({ keepDraft }, () => draft, complain);
  const edit = (text: string): void => {
    draft = draftOf(text);
    sender.soon();
  };
  return { keepDraft, complain, sender, edit };
}

it('sends what is there 300 ms after the first edit', async () => {
  const { keepDraft, edit } = open();
  edit('a');
  await vi.advanceTimersByTimeAsync(200);
  edit('ab');
  expect(keepDraft).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(100);
  expect(keepDraft.mock.calls).toEqual([[draftOf('ab')]]);
});

it('sends during edits that do not end, too', async () => {
  const { keepDraft, edit } = open();
  for (let i = 0; i < 100; i++) {
    edit(String(i));
    await vi.advanceTimersByTimeAsync(20);
  }
  expect(keepDraft.mock.calls.length).toBeGreaterThanOrEqual(6);
});

it('sends at once on demand, and not a second time', async () => {
  const { keepDraft, edit, sender } = open();
  edit('a');
  await sender.now();
  await vi.advanceTimersByTimeAsync(1000);
  expect(keepDraft).toHaveBeenCalledTimes(1);
});

it('complains of an answer that does not come, and lets it reject nothing', async () => {
  const { keepDraft, complain, sender, edit } = open();
  keepDraft.mockRejectedValue(new Error("Error invoking remote method 'draft:keep': InputError: It is too large."));
  await sender.now();
  edit('a');
  await vi.advanceTimersByTimeAsync(300);
  expect(keepDraft).toHaveBeenCalledTimes(2);
  expect(complain.mock.calls).toEqual([['The unsaved network is not kept for a restart: It is too large.']]);
});

it('complains once of what goes on failing', async () => {
  const { keepDraft, complain, sender } = open();
  keepDraft.mockResolvedValue({ kind: 'failed', message: 'The disk is full.' });
  await sender.now();
  await sender.now();
  expect(complain.mock.calls).toEqual([['The disk is full.']]);
  keepDraft.mockResolvedValueOnce({ kind: 'kept' });
  await sender.now();
  await sender.now();
  expect(complain).toHaveBeenCalledTimes(2);
});
