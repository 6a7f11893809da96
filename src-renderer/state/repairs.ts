import { analyzeNetwork, type LayerAnalysis, type NetworkAnalysis } from '../../src-core/architecture/analyze';
import type { Fault, FaultKind } from '../../src-core/architecture/fault';
import { networkSpecSchema, type NetworkSpec } from '../../src-core/architecture/network-spec';
import { applyEdits } from './apply-edit';
import type { NetworkEdit } from './network-edit';
import { forNoLayers, forSeveralEnds, forWrongOutputs } from './repairs/ends';
import { forShapesDiffer } from './repairs/joins';
import { renamings } from './repairs/names';
import { forNeedsImage, forNeedsVector, forWindowTooLarge } from './repairs/shapes';
import { viewOf, type Candidate, type View } from './repairs/view';
import { forCycle, forReadsNothing, forTooFewInputs, forTooManyInputs, forUnknownInput } from './repairs/wires';

/** One click that takes a fault away. */
export interface Repair {
  /** The layer that has the fault; null where it is no one layer's. */
  readonly layer: string | null;
  /** What it does, as it stands on a button. */
  readonly label: string;
  /** To be carried out in order, as one step. */
  readonly edits: readonly NetworkEdit[];
}

/** More than these would have to be read before one is pressed. */
const MOST_FOR_A_FAULT = 4;

/** More are not mended at once: by then, those behind may be gone. */
const MOST_FAULTS = 8;

/** Faults of names: until they are mended, no edit can say which layer it means. */
const OF_NAMES: ReadonlySet<FaultKind> = new Set(['duplicateName', 'reservedName']);

/** Faults that are only looked for where no layer has one, the first of them first. */
const OF_THE_WHOLE: readonly FaultKind[] = ['noLayers', 'severalEnds', 'wrongOutputs'];

function ofLayer(view: View, kind: FaultKind, layer: LayerAnalysis): Candidate[] {
  const { spec } = layer;
  switch (kind) {
    case 'duplicateName':
    case 'reservedName':
      return renamings(view, spec.name);
    case 'unknownInput':
      return forUnknownInput(view, spec);
    case 'cycle':
      return forCycle(view, spec);
    case 'readsNothing':
      return forReadsNothing(view, spec);
    case 'tooFewInputs':
      return forTooFewInputs(view, spec);
    case 'tooManyInputs':
      return forTooManyInputs(view, spec);
    case 'needsImage':
      return forNeedsImage(view, spec);
    case 'needsVector':
      return forNeedsVector(spec);
    case 'windowTooLarge':
      return forWindowTooLarge(view, layer);
    case 'shapesDiffer':
      return forShapesDiffer(view, layer);
    case 'wrongOutputs':
      return forWrongOutputs(view, spec);
    case 'noLayers':
    case 'severalEnds':
      return [];
    default:
      return kind satisfies never;
  }
}

function candidatesFor(view: View, { kind, layer }: Fault): Candidate[] {
  if (kind === 'noLayers') return forNoLayers(view);
  if (kind === 'severalEnds') return forSeveralEnds(view);
  const found = view.byName.get(layer ?? '');
  return found ? ofLayer(view, kind, found) : [];
}

const isSame = (a: Fault, b: Fault): boolean =>
  a.kind === b.kind && (a.layer === b.layer || OF_THE_WHOLE.includes(a.kind));

/** Whether something is wrong now where nothing was: a fault that this one hid is no harm. */
function harms(view: View, fault: Fault, after: NetworkAnalysis): boolean {
  const rank = OF_THE_WHOLE.indexOf(fault.kind);
  return after.faults.some((other) => {
    if (view.analysis.faults.some((old) => isSame(old, other))) return false;
    if (OF_THE_WHOLE.includes(other.kind)) return OF_THE_WHOLE.indexOf(other.kind) < rank;
    const before = view.byName.get(other.layer ?? '');
    return before?.outputShape !== null;
  });
}

const isValid = (network: NetworkSpec): boolean => networkSpecSchema.safeParse(network).success;

/** Whether the edits take the fault away and do no harm; `clean`: nothing else is wrong with its layer then. */
function outcome(view: View, fault: Fault, { edits }: Candidate): 'clean' | 'other' | null {
  const network = applyEdits(view.network, edits);
  const after = analyzeNetwork(network);
  if (network === view.network || after.faults.some((other) => isSame(fault, other))) return null;
  if (!OF_NAMES.has(fault.kind) && harms(view, fault, after)) return null;
  if (!isValid(network) && isValid(view.network)) return null;
  const own = after.faults.filter(({ kind, layer }) => layer === fault.layer && !OF_THE_WHOLE.includes(kind));
  return own.length > 0 ? 'other' : 'clean';
}

/** Those that help, as they come; those that leave something else to mend at the layer only where nothing is better. */
function repairsOf(view: View, fault: Fault): Repair[] {
  const found = { clean: new Map<string, Repair>(), other: new Map<string, Repair>() };
  for (const candidate of candidatesFor(view, fault)) {
    if (found.clean.size === MOST_FOR_A_FAULT) break;
    const result = outcome(view, fault, candidate);
    const { label, edits } = candidate;
    if (result && !found[result].has(label)) found[result].set(label, { layer: fault.layer, label, edits });
  }
  const best = found.clean.size > 0 ? found.clean : found.other;
  return [...best.values()].slice(0, MOST_FOR_A_FAULT);
}

/**
 * What would mend a network, in the order of its first faults, for each the best first. Every one of them has been tried: it takes
 * its fault away, and nothing that was right is wrong by it; something that the fault had hidden may come to light.
 */
export function repairsFor(network: NetworkSpec, analysis: NetworkAnalysis): Repair[] {
  const view = viewOf(network, analysis);
  const ofNames = analysis.faults.filter(({ kind }) => OF_NAMES.has(kind));
  return (ofNames.length > 0 ? ofNames : analysis.faults)
    .slice(0, MOST_FAULTS)
    .flatMap((fault) => repairsOf(view, fault));
}
