import { mnistSteps } from '../../src-core/data/drawing/mnist-image';
import type { Point, Stroke } from '../../src-core/data/drawing/stroke';
import type { Result } from '../../src-core/protocol/methods';
import { drawingMemory } from './drawing-memory';
import { begun, movedTo, type Gesture, type Tool } from './gesture';
import { edited, historyOf, redone, undone, type History } from './history';
import type { Stored } from './stored';

export type Prediction = Result<'predict'>;

/** The user's drawing, what the network sees of it and what it takes it for. */
export class Drawing {
  /** What is put down next. */
  tool: Tool = $state('pen');
  #history: History<readonly Stroke[]>;
  /** Null while no tool is down. */
  gesture: Gesture | null = $state.raw(null);
  readonly strokes = $derived.by(() => this.gesture?.strokes ?? this.#history.present);
  /** How it comes to be as MNIST would have it; null when nothing is drawn. */
  readonly steps = $derived(mnistSteps(this.strokes));
  readonly image = $derived(this.steps?.image ?? null);
  readonly canUndo = $derived.by(() => this.gesture !== null || this.#history.past.length > 0);
  readonly canRedo = $derived.by(() => this.#history.future.length > 0);
  readonly canClear = $derived(this.strokes.length > 0);
  #prediction: Prediction | null = $state.raw(null);
  readonly #changed: () => void;
  readonly #memory: Stored<readonly Stroke[]>;

  /** `changed` is called whenever there is something new to predict. It begins with what `memory` has. */
  constructor(changed: () => void, memory = drawingMemory(null)) {
    this.#changed = changed;
    this.#memory = memory;
    this.#history = $state.raw(historyOf(memory.read() ?? []));
  }

  /** Lifts the tool in use and takes another. */
  choose(tool: Tool): void {
    this.end();
    this.tool = tool;
  }

  /** Puts a tool down at a point of the pad, 0…1. */
  begin(at: Point, tool = this.tool): void {
    this.end();
    this.#show(() => (this.gesture = begun(this.strokes, tool, at)));
  }

  /** Moves the tool that is down; without one, does nothing. */
  move(to: Point): void {
    const { gesture } = this;
    if (gesture) this.#show(() => (this.gesture = movedTo(gesture, to)));
  }

  /** Lifts the tool: what it did since it was put down is one edit. */
  end(): void {
    this.#history = edited(this.#history, this.strokes);
    this.gesture = null;
    this.#keep();
  }

  /** Replaces the whole drawing, as one edit. */
  draw(strokes: readonly Stroke[]): void {
    this.end();
    this.#show(() => (this.#history = edited(this.#history, strokes)));
    this.#keep();
  }

  clear(): void {
    if (this.canClear) this.draw([]);
  }

  undo(): void {
    this.end();
    this.#show(() => (this.#history = undone(this.#history)));
    this.#keep();
  }

  redo(): void {
    this.end();
    this.#show(() => (this.#history = redone(this.#history)));
    this.#keep();
  }

  /** An answer may come when the drawing is gone already: then there is none. */
  get prediction(): Prediction | null {
    return this.image ? this.#prediction : null;
  }

  answer(prediction: Prediction): void {
    this.#prediction = prediction;
  }

  /** The network that answered is gone. */
  forget(): void {
    this.#prediction = null;
  }

  #keep(): void {
    this.#memory.write(this.strokes);
  }

  #show(change: () => void): void {
    const before = this.strokes;
    change();
    if (this.strokes === before) return;
    // What comes after an empty pad is another digit: the old one's answer is not its own.
    if (this.strokes.length === 0) this.#prediction = null;
    this.#changed();
  }
}
