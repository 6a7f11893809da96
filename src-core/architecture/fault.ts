/** What can be wrong with a network: its names, its wires, its shapes, what it comes to. */
export type FaultKind =
  | 'duplicateName'
  | 'reservedName'
  | 'unknownInput'
  | 'cycle'
  | 'readsNothing'
  | 'tooFewInputs'
  | 'tooManyInputs'
  | 'needsImage'
  | 'needsVector'
  | 'windowTooLarge'
  | 'shapesDiffer'
  | 'noLayers'
  | 'severalEnds'
  | 'wrongOutputs';

/** Why a network cannot run: one cause. */
export interface Fault {
  readonly kind: FaultKind;
  /** The layer that has it; null where it is no one layer's. */
  readonly layer: string | null;
  /** One sentence for the user. */
  readonly message: string;
}
