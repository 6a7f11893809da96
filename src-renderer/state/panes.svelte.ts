import { z } from 'zod';
import { paneRange, paneSizes, type ChosenSizes, type Pane, type Range } from './panes';
import { Stored } from './stored';

const size = z.number().positive().optional();
const chosenSchema = z.object({ left: size, right: size, pad: size, details: size, comparison: size });

/** How large the panes are, as the user left them. */
export class Panes {
  #chosen: ChosenSizes = $state.raw({});
  #window = $state.raw({ width: 0, height: 0 });
  readonly sizes = $derived(paneSizes(this.#window, this.#chosen));
  readonly #stored: Stored<ChosenSizes>;

  constructor(page: Window) {
    const measure = (): void => void (this.#window = { width: page.innerWidth, height: page.innerHeight });
    this.#stored = new Stored<ChosenSizes>(page.localStorage, 'panes', chosenSchema);
    this.#chosen = this.#stored.read() ?? {};
    measure();
    page.addEventListener('resize', measure);
  }

  range(pane: Pane): Range {
    return paneRange(pane, this.#window, this.sizes);
  }

  resize(pane: Pane, size: number): void {
    this.#choose({ ...this.#chosen, [pane]: size });
  }

  /** Back to the size that goes with the window. */
  reset(pane: Pane): void {
    this.#choose({ ...this.#chosen, [pane]: undefined });
  }

  #choose(chosen: ChosenSizes): void {
    this.#chosen = chosen;
    this.#stored.write(chosen);
  }
}
