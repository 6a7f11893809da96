import type { LayerWeights } from '../state/layer-weights.svelte';
import { rowAfterKey } from './row-keys';

/** Attributes of the button that opens a row. */
export interface RowButton {
  readonly 'aria-expanded': boolean;
  readonly tabindex: 0 | -1;
  readonly onclick: () => void;
  readonly onfocus: () => void;
  readonly onkeydown: (event: KeyboardEvent & { readonly currentTarget: HTMLElement }) => void;
}

/** The buttons of all rows: one place in the order of Tab, and arrows within (a roving tabindex). */
export class RowButtons {
  #focused: string | null = $state(null);
  readonly #names: () => readonly string[];
  readonly #weights: LayerWeights;

  /** `names`: of the layers, from top to bottom. */
  constructor(names: () => readonly string[], weights: LayerWeights) {
    this.#names = names;
    this.#weights = weights;
  }

  of(name: string): RowButton {
    const open = this.#weights.selected === name;
    return {
      'aria-expanded': open,
      tabindex: this.#stop === name ? 0 : -1,
      onclick: () => this.#weights.select(open ? null : name),
      onfocus: () => (this.#focused = name),
      onkeydown: (event) => this.#press(event, name),
    };
  }

  /** The row that Tab leads to. */
  get #stop(): string | undefined {
    const names = this.#names();
    return names.find((name) => name === this.#focused) ?? names[0];
  }

  #press(event: KeyboardEvent & { readonly currentTarget: HTMLElement }, name: string): void {
    const next = rowAfterKey(event.key, name, this.#names());
    if (next === null) return;
    event.preventDefault();
    event.currentTarget.closest('ol')?.querySelector<HTMLElement>(`[data-row="${next}"]`)?.focus();
  }
}
