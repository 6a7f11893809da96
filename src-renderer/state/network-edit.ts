import type { LayerSpec } from '../../src-core/architecture/layer-spec';
import type { NetworkSpec } from '../../src-core/architecture/network-spec';

/** A place between two layers: `from` is what `to` reads as its `index`-th input. `to` null: where nobody reads `from`. */
export interface Wire {
  readonly from: string;
  readonly to: string | null;
  readonly index: number;
}

/**
 * Layers that are put in together, in order. What they read of each other stays so under whatever names they get; every
 * other input is where the block is put, usually spelled `input`.
 */
export type Block = readonly LayerSpec[];

/** What can be changed of a layer besides its name and its wires: the settings of its kind. */
export type LayerSettings = Readonly<Record<string, unknown>>;

/** One thing that is done to a network. Edits are values; `applyEdit` carries them out. */
export type NetworkEdit =
  /** Puts a block on a wire: it reads `from`, and `to` reads its last layer instead. */
  | { readonly kind: 'insert'; readonly block: Block; readonly on: Wire }
  /** Puts a block behind a layer, or the input: all that read it read the block's last layer instead. */
  | { readonly kind: 'insertAfter'; readonly block: Block; readonly after: string }
  /** Puts a block in without any wire to what is there. */
  | { readonly kind: 'place'; readonly block: Block }
  /** Takes layers out; what read them reads what they read. */
  | { readonly kind: 'remove'; readonly names: readonly string[] }
  /** Copies layers, wires between them included, and puts the copies behind the last of them. */
  | { readonly kind: 'duplicate'; readonly names: readonly string[] }
  /** Takes a layer out and puts it on another wire. */
  | { readonly kind: 'move'; readonly name: string; readonly on: Wire }
  /** One place up (−1), before what it reads, or down (1), behind what reads it. */
  | { readonly kind: 'shift'; readonly name: string; readonly by: -1 | 1 }
  /** Lets `to` read `from`: besides its other inputs where it can have several, else instead of the one it has. */
  | { readonly kind: 'connect'; readonly from: string; readonly to: string }
  /** Lets `to` read the sum, or the concatenation, of what it reads and of `from`, by a new layer. */
  | { readonly kind: 'join'; readonly from: string; readonly to: string; readonly by: 'add' | 'concatenate' }
  | { readonly kind: 'disconnect'; readonly wire: Wire }
  | { readonly kind: 'set'; readonly name: string; readonly settings: LayerSettings }
  | { readonly kind: 'rename'; readonly name: string; readonly to: string }
  /** Changes what belongs to no layer: the network's name, its input, its classes, its loss. */
  | { readonly kind: 'describe'; readonly changes: Partial<Omit<NetworkSpec, 'layers' | 'format' | 'version'>> }
  /** Another network altogether. */
  | { readonly kind: 'replace'; readonly network: NetworkSpec };

/** The edit of one kind. */
export type EditOf<K extends NetworkEdit['kind']> = Extract<NetworkEdit, { kind: K }>;
