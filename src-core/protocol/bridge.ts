/** What main offers the page, through the preload: the whole of the page's view of the desktop. */
export interface Bridge {
  /**
   * Asks main for a port to the trainer, which is started where it has ended; it arrives as a window message of type PORT_MESSAGE.
   * Where no port comes, because a trainer that ended again and again rests, tells of its end; else null.
   */
  connectTrainer(): Promise<TrainerEnd | null>;
  /** From now on `hear` is told when the trainer has ended although nobody asked it to. One listener at a time. */
  onTrainerEnd(hear: (end: TrainerEnd) => void): void;
  /** Lets the user choose a place and writes the bytes there. */
  saveFile(request: SaveRequest): Promise<SaveOutcome>;
  /** Lets the user choose a network file and reads it. */
  openFile(): Promise<OpenOutcome>;
  /** Reads a file that main knows: a recent one, or one of an `open` command. */
  readFile(id: string): Promise<OpenOutcome>;
  /** Writes to a file that main knows. */
  writeFile(request: WriteRequest): Promise<WriteOutcome>;
  /** Lets the user choose a place for a network file and writes it there. */
  writeFileAs(request: WriteAsRequest): Promise<WriteOutcome>;
  /** The files that were worked on, the latest first. */
  recentFiles(): Promise<readonly RecentFile[]>;
  /** What the window's title says, and what is asked before it closes. */
  tellDocument(state: DocumentState): void;
  /** Keeps the unsaved network for the next start; null: there is none. */
  keepDraft(draft: Draft | null): Promise<DraftOutcome>;
  /** The unsaved network that the last session left, if one did. It stays kept. */
  findDraft(): Promise<FoundDraft>;
  /** From now on `hear` is told what the user wants by the menu, by dropping a file and from outside. One listener at a time. */
  listen(hear: (command: PageCommand) => void): void;
  /** Everything is saved that the user wanted saved: the window may close. */
  closeWindow(): void;
}

/** An end of the trainer that nobody asked for. */
export interface TrainerEnd {
  /** Step of the newest checkpoint of its run; null where nothing of one is on the disk. */
  readonly savedStep: number | null;
  /** For how long it is not started again, because it ended again and again, milliseconds; 0: it can be started at once. */
  readonly rest: number;
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

/** A file as the page knows it. The id means something to main only, and only until the program ends. */
export interface KnownFile {
  readonly id: string;
  /** Without its folder. */
  readonly name: string;
}

export interface RecentFile extends KnownFile {
  /** As a user would write it. */
  readonly folder: string;
  /** When it was last worked on, milliseconds since 1970. */
  readonly at: number;
  /** It is not where it was. */
  readonly missing: boolean;
}

/** What became of a file that was to be read; `failed` comes with one sentence. */
export type OpenOutcome =
  | { readonly kind: 'opened'; readonly file: KnownFile; readonly text: string }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'failed'; readonly message: string };

export interface WriteRequest {
  readonly id: string;
  readonly text: string;
}

export interface WriteAsRequest {
  readonly suggestedName: string;
  readonly text: string;
}

export type WriteOutcome =
  | { readonly kind: 'saved'; readonly file: KnownFile }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'failed'; readonly message: string };

/** The network on the table. */
export interface DocumentState {
  readonly name: string;
  /** It has changes that are in no file. */
  readonly dirty: boolean;
  readonly fileId: string | null;
}

/** An unsaved network, as it is kept for the next start. */
export interface Draft {
  /** Of the network, as in a file. */
  readonly text: string;
  /** The recipe beside it, in the page's own words. */
  readonly recipe: string;
  /** The file that it is a change of. */
  readonly fileId: string | null;
}

export type DraftOutcome = { readonly kind: 'kept' } | { readonly kind: 'failed'; readonly message: string };

/** `damaged`: there was one that cannot be understood; it was put aside, and one sentence tells where. */
export type FoundDraft =
  | { readonly kind: 'none' }
  | { readonly kind: 'draft'; readonly text: string; readonly recipe: string; readonly file: KnownFile | null }
  | { readonly kind: 'damaged'; readonly message: string };

/** What the page is told by main: what the user wants by other ways than the page, and what he should know. */
export type PageCommand =
  | { readonly kind: 'new' | 'open' | 'save' | 'saveAs' | 'saveAndClose' }
  | { readonly kind: 'read'; readonly file: KnownFile }
  /** Something that the user should know, one sentence. */
  | { readonly kind: 'complain'; readonly sentence: string };

/** Type of the window message that carries the trainer's port. */
export const PORT_MESSAGE = 'kernelsmith:trainer-port';
