import { getContext, setContext } from 'svelte';
import type { LayerAnalysis } from '../../src-core/architecture/analyze';
import { INPUT } from '../../src-core/architecture/network-spec';
import type { Result } from '../../src-core/protocol/methods';
import type { Block, Wire } from '../state/network-edit';
import { repairsFor, type Repair } from '../state/repairs';
import { Unchanged } from '../state/unchanged';
import type { Workbench } from '../state/workbench.svelte';
import { freshLayers, layersByName, timeShares } from './canvas-facts';
import type { Piece } from './pieces';
import { readRamps, type Ramps } from '../network/colors';
import { outputTraits, UNKNOWN, type OutputTraits } from '../network/output-traits';

type LayerMaps = Result<'featureMaps'>['maps'][number];

/** What the cards and wires of the canvas share. */
export class CanvasView {
  readonly workbench: Workbench;
  readonly #theme: () => string;
  readonly #show: () => void;
  /** The layer that the keys go to; null: the first one. */
  focused: string | null = $state(null);
  /** Where what is dragged would be put. */
  target: Wire | null = $state.raw(null);
  /** What is dragged here from the palette. */
  carried: Piece | null = $state.raw(null);
  /** A layer is being searched, for a wire or (null) to stand behind what is selected; null when none is. */
  searching: { readonly on: Wire | null } | null = $state.raw(null);

  /** `show` brings the canvas on screen, where something else has its place. */
  constructor(workbench: Workbench, theme: () => string, show = (): void => undefined) {
    this.workbench = workbench;
    this.#theme = theme;
    this.#show = show;
  }

  /** Read anew from the page with each theme. */
  readonly ramps: Ramps & { readonly theme: string } = $derived.by(() => ({
    theme: this.#theme(),
    ...readRamps(document.documentElement),
  }));

  // Every edit makes all of this anew: cards that it does not concern are to see the same objects, and do nothing.
  readonly #sameLayers = new Unchanged<LayerAnalysis>();
  readonly #sameTraits = new Unchanged<OutputTraits>();

  readonly #layers = $derived.by(() => this.#sameLayers.keep(layersByName(this.workbench.editor.analysis)));

  readonly #traits: ReadonlyMap<string, OutputTraits> = $derived.by(() =>
    this.#sameTraits.keep(outputTraits(this.workbench.draft, this.workbench.editor.analysis.layers)),
  );

  /** The card that Tab comes to: the one that had the keys last, else the first that is selected, or of all. */
  readonly tabStop: string | null = $derived.by(() => {
    if (this.#layers.has(this.focused ?? '')) return this.focused;
    const [first = null] = this.#layers.keys();
    return this.workbench.editor.selection[0] ?? first;
  });

  readonly repairs: readonly Repair[] = $derived.by(() => {
    const { network, analysis } = this.workbench.editor;
    return analysis.errors.length > 0 ? repairsFor(network, analysis) : [];
  });

  readonly #shares = $derived.by(() => timeShares(this.workbench.editor.analysis, this.workbench.prediction.current));

  readonly #fresh = $derived.by(() => {
    const { outdated, session, editor } = this.workbench;
    return freshLayers(outdated ? (session.opened?.network ?? null) : null, editor.network);
  });

  /** Opens the search for a layer to be put on a wire, or behind what is selected. */
  search(on: Wire | null): void {
    this.#show();
    this.searching = { on };
  }

  layer(name: string): LayerAnalysis | null {
    return this.#layers.get(name) ?? null;
  }

  /** What of the time of an epoch is its, 0…1; null while that is not known. */
  timeShare(name: string): number | null {
    return this.#shares.get(name) ?? null;
  }

  traits(name: string): OutputTraits {
    return this.#traits.get(name) ?? UNKNOWN;
  }

  /** After how many steps the weights stand that the newest maps are by, of this layer: new ones have learned nothing. */
  stepOf(name: string): number | null {
    const step = this.workbench.maps.latest?.step ?? null;
    return step !== null && this.#fresh.has(name) ? 0 : step;
  }

  /** Whether some of its layers have weights that have learned nothing. */
  get hasFresh(): boolean {
    return this.#fresh.size > 0;
  }

  /** Whether its weights would be new, if the edited network went on from those of the run. */
  isFresh(name: string): boolean {
    return this.#fresh.has(name);
  }

  /** What the layer made of the pinned image; null where there is nothing of its shape. */
  map({ spec, outputShape }: LayerAnalysis): LayerMaps | null {
    const map = this.workbench.maps.latest?.maps.find(({ layer }) => layer === spec.name);
    return map && map.shape.join() === outputShape?.join() ? map : null;
  }

  repair({ edits }: Repair): void {
    this.workbench.editor.editAll(edits);
  }

  /** The layers of a piece, as they suit the place: on a wire, or behind what is selected. */
  blockOf(piece: Piece, on: Wire | null): Block {
    const { editor, draft } = this.workbench;
    const before = on?.from ?? editor.insertionPoint;
    const shape = before === INPUT ? draft.input.shape : (this.layer(before)?.outputShape ?? null);
    return piece.block({ shape, classes: draft.classNames.length });
  }

  /** Takes a piece from the palette, to be dropped on a wire. */
  carry(piece: Piece): void {
    this.#show();
    this.carried = piece;
  }

  put(piece: Piece, on: Wire | null): void {
    this.#show();
    const block = this.blockOf(piece, on);
    if (on) this.insert(block, on);
    else this.workbench.editor.add(block);
  }

  insert(block: Block, on: Wire): void {
    this.workbench.editor.edit({ kind: 'insert', block, on });
  }

  /** Lets go of what is carried, over a wire or (null) nowhere. */
  drop(on: Wire | null): void {
    const { carried } = this;
    this.carried = null;
    this.target = null;
    if (carried && on) this.put(carried, on);
  }
}

const KEY = Symbol('canvas');

export const shareCanvas = (view: CanvasView): CanvasView => setContext(KEY, view);

/** To be called while a card or a wire is set up. */
export const theCanvas = (): CanvasView => getContext<CanvasView>(KEY);
