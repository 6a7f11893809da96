/** What main offers the page, through the preload: the whole of the page's view of the desktop. */
export interface Bridge {
  /** Asks main for a port to the trainer; it arrives as a window message of type PORT_MESSAGE. */
  connectTrainer(): void;
  /** Lets the user choose a place and writes the bytes there. */
  saveFile(request: SaveRequest): Promise<SaveOutcome>;
}

/** What became of a file that was to be saved; `failed` comes with one sentence. */
export type SaveOutcome =
  | { readonly kind: 'saved'; readonly name: string }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'failed'; readonly message: string };

export interface SaveRequest {
  readonly suggestedName: string;
  readonly bytes: Uint8Array;
}

/** Type of the window message that carries the trainer's port. */
export const PORT_MESSAGE = 'kernelsmith:trainer-port';
