import type { Point } from '../../src-core/data/drawing/stroke';
import type { Drawing } from '../state/drawing.svelte';
import { isArrow, padCommand, stepped, type PadCommand } from './pad-keys';

/** The pen or eraser as the keyboard moves it. */
export class KeyboardTool {
  /** On the pad, 0…1. */
  at: Point = $state.raw([0.5, 0.5]);
  readonly #drawing: Drawing;
  /** Arrow keys that are down. */
  #held: readonly string[] = [];

  constructor(drawing: Drawing) {
    this.#drawing = drawing;
  }

  /** Does what a key says; whether it says anything here. */
  press(event: KeyboardEvent): boolean {
    if (isArrow(event)) {
      this.release(event.key);
      this.#held = [...this.#held, event.key];
      this.at = stepped(this.at, this.#held, event.shiftKey);
      this.#drawing.move(this.at);
      return true;
    }
    const command = padCommand(event);
    if (command && !event.repeat) this.#do(command);
    return command !== null;
  }

  release(key: string): void {
    this.#held = this.#held.filter((held) => held !== key);
  }

  /** The keyboard goes elsewhere: the tool is lifted. */
  leave(): void {
    this.#held = [];
    this.#drawing.end();
  }

  #do(command: PadCommand): void {
    const drawing = this.#drawing;
    if (command === 'clear') drawing.clear();
    else if (command !== 'press') drawing.choose(command);
    else if (drawing.gesture) drawing.end();
    else drawing.begin(this.at);
  }
}
