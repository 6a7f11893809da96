import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { openBench } from '../support/bench';
import { mapsOf, statusOf } from '../support/samples';

const STROKE = [[10, 10], [20, 40]] as const; // prettier-ignore

let bench: Awaited<ReturnType<typeof openBench>>;
let look: () => void;
beforeEach(async () => {
  bench = await openBench();
});
afterEach(() => {
  look();
  bench.trainer.close();
  vi.restoreAllMocks();
});

const asked = (): number => bench.trainer.asked.filter((method) => method === 'featureMaps').length;
const shown = () => bench.workbench.maps.current;
const tell = (step: number): void =>
  bench.trainer.emit({ kind: 'status', status: statusOf({ phase: 'training', step }) });

async function watch(): Promise<void> {
  look = bench.workbench.maps.live.watch(document.body);
  await vi.waitFor(() => expect(shown()).not.toBeNull());
}

it('are asked for when somebody looks, for a new step or a new image, and not otherwise', async () => {
  await watch();
  expect(asked()).toBe(1);
  tell(1);
  await vi.waitFor(() => expect(asked()).toBe(2));
  tell(1);
  await new Promise((resolve) => setTimeout(resolve, 120));
  expect(asked()).toBe(2);
  bench.workbench.maps.turn(1);
  await vi.waitFor(() => expect(shown()?.image).toEqual({ kind: 'validation', index: 1 }));
  look();
  tell(2);
  await new Promise((resolve) => setTimeout(resolve, 120));
  expect(asked()).toBe(3);
});

it('are not asked for in a window that nobody sees', async () => {
  await watch();
  const hidden = vi.spyOn(document, 'hidden', 'get').mockReturnValue(true);
  tell(1);
  await new Promise((resolve) => setTimeout(resolve, 120));
  expect(asked()).toBe(1);
  hidden.mockReturnValue(false);
  document.dispatchEvent(new Event('visibilitychange'));
  await vi.waitFor(() => expect(asked()).toBe(2));
});

it('follow the drawing, and go back when it is cleared', async () => {
  await watch();
  const { drawing, maps } = bench.workbench;
  drawing.draw([STROKE]);
  await vi.waitFor(() => expect(shown()?.image.kind).toBe('drawing'));
  maps.pin('example');
  await vi.waitFor(() => expect(shown()?.image.kind).toBe('validation'));
  maps.pin('drawing');
  await vi.waitFor(() => expect(shown()?.image.kind).toBe('drawing'));
  drawing.clear();
  await vi.waitFor(() => expect(shown()?.image).toEqual({ kind: 'validation', index: 0 }));
});

it('are asked for of the network as it has been edited, and are not those of another', async () => {
  await watch();
  const { editor, maps } = bench.workbench;
  const before = maps.current;
  editor.edit({ kind: 'set', name: 'conv1', settings: { filters: 7 } });
  expect(shown()).toBeNull();
  expect(maps.latest).toEqual(before); // until there are others, so that nothing flickers
  await vi.waitFor(() => expect(shown()).not.toBeNull());
  const { params } = bench.trainer.requests.filter(({ method }) => method === 'featureMaps').at(-1)!;
  expect(params).toMatchObject({ draft: { layers: editor.network.layers } });
  editor.undo();
  await vi.waitFor(() => expect(shown()).not.toBeNull());
  expect(bench.trainer.requests.at(-1)).toMatchObject({ params: { draft: undefined } });
});

it('are none of a network that the examples of the run do not fit', async () => {
  await watch();
  bench.workbench.choosePreset('notebook-002');
  expect(bench.workbench.maps.latest).toBeNull();
});

it('of an edited network that cannot be shown leave what the run takes the drawing for, and are told until the next edit', async () => {
  await watch();
  const { drawing, editor, messages } = bench.workbench;
  drawing.draw([STROKE]);
  await vi.waitFor(() => expect(drawing.prediction).not.toBeNull());
  bench.trainer.answer('featureMaps', () => {
    throw new Error('The network is too large.');
  });
  editor.edit({ kind: 'set', name: 'conv2', settings: { filters: 4096 } });
  await vi.waitFor(() => expect(messages.current?.text).toBe('The network is too large.'));
  expect(drawing.prediction).not.toBeNull();
  editor.undo();
  expect(messages.current).toBeNull();
});

it('that are refused for a network which has been edited since are not worth a word', async () => {
  await watch();
  const { editor, messages } = bench.workbench;
  bench.trainer.answer('featureMaps', (params) => {
    if (!(params as { draft?: unknown }).draft) return mapsOf({ kind: 'validation', index: 0 });
    throw new Error('The network is too large.');
  });
  const before = asked();
  editor.edit({ kind: 'set', name: 'conv2', settings: { filters: 4096 } });
  editor.undo();
  await vi.waitFor(() => expect(asked()).toBe(before + 2));
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(messages.current).toBeNull();
});
