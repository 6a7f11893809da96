import type { NetworkSpec } from '../../src-core/architecture/network-spec';
import { readNetworkText, writeNetworkText } from '../../src-core/architecture/network-text';
import type { NetworkEditor } from './network-editor.svelte';

/** Why a text is not in force, and where. */
interface TextFault {
  readonly error: string;
  /** The first is 1. */
  readonly line: number;
}

interface Typed {
  readonly text: string;
  readonly fault: TextFault | null;
  /** The network that the text made; of a wrong text, the one that stayed when it went wrong. */
  readonly network: NetworkSpec;
}

/** Edits of one visit to the text are one step of undo. */
const GESTURE = 'text';

/**
 * The network as a text that can be edited. A good text is the network at once; a wrong one stays to be mended, and the
 * network stays as it was. Otherwise the text follows the network.
 */
export class NetworkText {
  readonly #editor: NetworkEditor;
  #typed: Typed | null = $state.raw(null);

  constructor(editor: NetworkEditor) {
    this.#editor = editor;
  }

  /** What is typed, as long as it is wrong or makes the present network. */
  readonly #shown: Typed | null = $derived.by(() => {
    const typed = this.#typed;
    return typed && (typed.fault !== null || typed.network === this.#editor.network) ? typed : null;
  });
  readonly text: string = $derived.by(() => this.#shown?.text ?? writeNetworkText(this.#editor.network));
  readonly fault: TextFault | null = $derived.by(() => this.#shown?.fault ?? null);

  /** Whether the network has become another one since the text went wrong. */
  readonly overtaken: boolean = $derived.by(() => this.fault !== null && this.#shown?.network !== this.#editor.network);

  type(text: string): void {
    const reading = readNetworkText(text);
    const { network } = this.#editor;
    if (!reading.ok) {
      const { error, line } = reading;
      this.#typed = { text, fault: { error, line }, network: this.fault ? (this.#shown?.network ?? network) : network };
      return;
    }
    if (writeNetworkText(reading.network) !== writeNetworkText(network)) {
      this.#editor.edit({ kind: 'replace', network: reading.network }, GESTURE);
    }
    this.#typed = { text, fault: null, network: this.#editor.network };
  }

  /** The text is left: a good one is shown as it was understood, a wrong one stays to be mended. */
  leave(): void {
    this.#editor.endGesture();
    if (!this.fault) this.discard();
  }

  /** Shows the network's own text again. */
  discard(): void {
    this.#typed = null;
  }
}
