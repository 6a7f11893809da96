import { afterEach, expect, it } from 'vitest';
import { belowButton, besideSection } from '../../../src-renderer/ui/popover-place';

afterEach(() => document.body.replaceChildren());

/** Puts it into the page, standing there in the window. */
function standing<T extends HTMLElement>(element: T, box: DOMRect, parent: Element = document.body): T {
  element.getBoundingClientRect = () => box;
  parent.append(element);
  return element;
}

it('a popover ends where its button ends, below it, and never leaves the window', () => {
  const popover = standing(document.createElement('div'), new DOMRect());
  popover.id = 'help';
  Object.defineProperty(document.documentElement, 'clientWidth', { value: 1000, configurable: true });
  expect(belowButton(popover)).toBeNull();
  const button = standing(document.createElement('button'), new DOMRect(700, 10, 100, 32));
  button.setAttribute('popovertarget', 'help');
  expect(belowButton(popover)).toEqual({ top: 48, right: 200 });
  button.getBoundingClientRect = () => new DOMRect(900, 10, 100, 32);
  expect(belowButton(popover)).toEqual({ top: 48, right: 6 });
});

it('a popover stands at the left of its section, ending where that ends', () => {
  expect(besideSection(standing(document.createElement('div'), new DOMRect()))).toBeNull();
  const section = standing(
    document.createElement('section'),
    new DOMRect(innerWidth - 300, innerHeight - 200, 300, 180),
  );
  const popover = standing(document.createElement('div'), new DOMRect(), section);
  expect(besideSection(popover)).toEqual({ right: 309, bottom: 29 });
});
