import { fireEvent, render, screen } from '@testing-library/svelte';
import { beforeEach, expect, it, vi } from 'vitest';
import { DIGITS } from '../../../src-core/architecture/presets/preset';
import DrawingPanel from '../../../src-renderer/drawing/DrawingPanel.svelte';
import { Drawing } from '../../../src-renderer/state/drawing.svelte';

// What jsdom has not: popovers, pointer events and their capture, a canvas, places on screen.
HTMLElement.prototype.showPopover = vi.fn();
HTMLElement.prototype.hidePopover = vi.fn();
HTMLElement.prototype.setPointerCapture = vi.fn();
HTMLCanvasElement.prototype.getContext = vi.fn(() => null);
const PAD = { left: 0, top: 0, width: 100, height: 100 };

let drawing: Drawing;
beforeEach(() => {
  drawing = new Drawing(() => undefined);
  render(DrawingPanel, { drawing, classNames: DIGITS });
  pad().getBoundingClientRect = () => PAD as DOMRect;
});

const pad = (): HTMLElement => screen.getByTestId('pad');
const isEnabled = (id: string): boolean => screen.getByTestId(id).getAttribute('aria-disabled') === 'false';

async function pointer(kind: string, clientX: number, clientY: number, button = 0): Promise<void> {
  const event = new MouseEvent(`pointer${kind}`, { clientX, clientY, button, bubbles: true });
  Object.assign(event, { pointerId: 1, getCoalescedEvents: () => [] });
  await fireEvent(pad(), event);
}

async function drag(from: readonly [number, number], to: readonly [number, number], button = 0): Promise<void> {
  await pointer('down', ...from, button);
  await pointer('move', ...to);
  await pointer('up', ...to);
}

async function keys(...names: string[]): Promise<void> {
  for (const key of names) {
    await fireEvent.keyDown(pad(), { key });
    await fireEvent.keyUp(pad(), { key });
  }
}

it('draws with the pen and erases with the right button', async () => {
  await drag([10, 50], [90, 50]);
  expect(drawing.strokes).toEqual([[[0.1, 0.5], [0.9, 0.5]]]); // prettier-ignore
  await drag([50, 20], [50, 80], 2);
  expect(drawing.strokes).toHaveLength(2);
  expect(drawing.tool).toBe('pen');
});

it('erases with the eraser once it is chosen, and shows how large it is', async () => {
  await drag([10, 50], [90, 50]);
  expect(screen.queryByTestId('marker')).toBeNull();
  await fireEvent.click(screen.getByTestId('eraser'));
  expect(screen.getByTestId('eraser').getAttribute('aria-pressed')).toBe('true');
  expect(screen.getByTestId('pen').getAttribute('aria-pressed')).toBe('false');
  await pointer('move', 50, 20);
  expect(screen.getByTestId('marker').getAttribute('class')).toContain('eraser');
  await drag([50, 20], [50, 80]);
  expect(drawing.strokes).toHaveLength(2);
});

it('offers only what can be done', async () => {
  expect(['undo', 'redo', 'clear'].filter(isEnabled)).toEqual([]);
  await drag([10, 50], [90, 50]);
  expect(['undo', 'redo', 'clear'].filter(isEnabled)).toEqual(['undo', 'clear']);
  await fireEvent.click(screen.getByTestId('clear'));
  expect(['undo', 'redo', 'clear'].filter(isEnabled)).toEqual(['undo']);
  await fireEvent.click(screen.getByTestId('undo'));
  expect(drawing.strokes).toHaveLength(1);
  expect(['undo', 'redo', 'clear'].filter(isEnabled)).toEqual(['undo', 'redo', 'clear']);
});

it('is drawn on by keys alone', async () => {
  await keys('ArrowUp', 'Enter', 'ArrowDown', 'ArrowDown', ' ', 'ArrowDown');
  expect(drawing.strokes).toEqual([[[0.5, 0.475], [0.5, 0.5], [0.5, 0.525]]]); // prettier-ignore
  await keys('e');
  expect(drawing.tool).toBe('eraser');
  await keys('p', 'Delete');
  expect(drawing.tool).toBe('pen');
  expect(drawing.strokes).toEqual([]);
  await fireEvent.keyDown(pad(), { key: 'z', ctrlKey: true });
  expect(drawing.strokes).toHaveLength(1);
});

it('lifts the pen when the keyboard goes elsewhere', async () => {
  await keys(' ');
  expect(drawing.gesture).not.toBeNull();
  await fireEvent.blur(pad());
  expect(drawing.gesture).toBeNull();
  expect(drawing.strokes).toHaveLength(1);
});

it('tells who cannot see it what it is and which keys it takes', async () => {
  expect(screen.getByRole('application', { name: 'Drawing pad' })).toBe(pad());
  const help = document.getElementById(pad().getAttribute('aria-describedby') ?? '');
  expect(help?.textContent).toContain('put the pen down, lift it');
  await keys(' ');
  expect(screen.getByText('Pen down')).toBeTruthy();
});

it('shows what becomes of a drawing in three pictures', () => {
  const panel = screen.getByTestId('steps-panel');
  expect([...panel.querySelectorAll('li .name')].map((name) => name.textContent)).toEqual([
    '1 · As drawn',
    '2 · 20 × 20 pixels',
    '3 · 28 × 28 pixels',
  ]);
});
