import type { KernelCall, Kernels, WindowGeometry } from '../kernels';
import { meetings } from './dependencies';
import { Dispatcher, DISPATCH_WORDS, haveAllLanesBegun, obey, type EncodedPlan, type Lane } from './dispatch';
import { encodeArguments, type KernelName, type Places, type RecordedCall } from './encode';
import { createMemory, TensorMemory } from './memory';
import { Opcode } from './opcodes';
import { flopsOfPlan, isSmall } from './work';

export type { EncodedPlan } from './dispatch';

/** What the module exports (assembly/index.ts). Places are bytes in its memory. */
interface Exports {
  heapBase(): number;
  run(calls: number, count: number, times: number, lane: number, lanes: number, control: number): void;
  convolutionBytes(geometry: number, control: number): number;
  winogradKernels(geometry: number): number;
  tableBytes(geometry: number, control: number): number;
  prepareGeometry(geometry: number, tables: number, bytes: number): void;
  denseBytes(n: number, outFeatures: number): number;
  registerPeak(turns: number): number;
}

export interface WasmKernels extends Kernels {
  /** The memory that all tensors lie in, shared by the instances of all lanes. */
  readonly memory: WebAssembly.Memory;
  /**
   * Writes calls down for the module. Every tensor in them must come from `allocate`. `forOne`: whether the first lane makes
   * a call alone, by default where that is faster.
   */
  encodePlan(calls: readonly RecordedCall[], forOne?: (call: RecordedCall) => boolean): EncodedPlan;
  /** What a thread has to be told to be one of the other lanes (`runLane`). */
  readonly lanes: LaneSetup;
  /** Does what was written down: alone, or as the first of several lanes (`createLane`). */
  runPlan(plan: EncodedPlan, lanes?: number): void;
  /** Whether a kernel goes by the algorithm of Winograd for this geometry: faster, and rounded more (assembly/choice.ts). */
  usesWinograd(kernel: KernelName, geometry: WindowGeometry): boolean;
  /** Gives back all tensors, tables and plans, so that others take their places: nobody may use the old ones any more. */
  reset(): void;
  /** Multiply-adds in registers alone, 96 floating-point operations a turn: what this machine can do at most. */
  registerPeak(turns: number): number;
}

export interface WasmKernelsOptions {
  readonly name: string;
  readonly module: WebAssembly.Module;
  /** Lanes that may run a plan together, each with scratch memory of its own. */
  readonly lanes?: number;
}

/** Words before the arguments of a call: opcode, bytes, how lanes share it. */
const HEADER_WORDS = 3;
/** Of the third of them: lanes meet before the call; the first one makes it alone. */
const MEET = 1;
const ALONE = 2;
/** Floating-point operations below which one lane is faster alone: lanes meet a dozen times in a plan, for some 5 µs each. */
const WORTH_SHARING = 2e6;
/** Words behind the twelve of a geometry, for the places of its tables (assembly/geometry.ts). */
const PREPARED_WORDS = 8;
/** More than any kernel has. */
const MAX_WORDS = 32;
/** Words of the barrier, then place and size of the scratch memory (assembly/index.ts, Control). */
const CONTROL_WORDS = 34;
const SCRATCH = { place: 32, bytes: 33 };
const FIRST_SCRATCH_BYTES = 65_536;
/** Bits of what `winogradKernels` returns. */
const BY_WINOGRAD: Partial<Record<KernelName, number>> = {
  conv2d: 1,
  conv2dBackwardInput: 2,
  conv2dBackwardWeight: 4,
};
const WORD = Int32Array.BYTES_PER_ELEMENT;

function instantiate(module: WebAssembly.Module, memory: WebAssembly.Memory): Exports {
  return new WebAssembly.Instance(module, { env: { memory } }).exports as unknown as Exports;
}

/** Scratch memory for every lane, as large as the most demanding call that was announced. */
class Scratch {
  readonly #memory: TensorMemory;
  readonly #control: Int32Array;
  readonly #lanes: number;
  #bytes = 0;

  constructor(memory: TensorMemory, control: Int32Array, lanes: number) {
    this.#memory = memory;
    this.#control = control;
    this.#lanes = lanes;
    this.reserve(FIRST_SCRATCH_BYTES);
  }

  /** Begins anew, where what was taken has been given back. */
  renew(): void {
    this.#bytes = 0;
    this.reserve(FIRST_SCRATCH_BYTES);
  }

  /** What was too small is abandoned; growing by half at least keeps that little. */
  reserve(bytes: number): void {
    if (bytes <= this.#bytes) return;
    const wanted = Math.ceil(Math.max(bytes, 1.5 * this.#bytes) / 64) * 64;
    this.#control[SCRATCH.place] = this.#memory.bytes(wanted * this.#lanes); // or there is no room, and the old one stays
    this.#control[SCRATCH.bytes] = wanted;
    this.#bytes = wanted;
  }
}

/** Finds tensors and geometries in the memory. */
class MemoryPlaces implements Places {
  readonly #memory: TensorMemory;
  readonly #scratch: Scratch;
  readonly #exports: Exports;
  readonly #control: number;
  #geometries = new WeakMap<WindowGeometry, number>();

  constructor(memory: TensorMemory, scratch: Scratch, exports: Exports, control: number) {
    this.#memory = memory;
    this.#scratch = scratch;
    this.#exports = exports;
    this.#control = control;
  }

  placeOf(tensor: Float32Array | Uint8Array): number {
    return this.#memory.placeOf(tensor);
  }

  placeOfGeometry(geometry: WindowGeometry): number {
    const known = this.#geometries.get(geometry);
    if (known !== undefined) return known;
    const g = geometry;
    const words = [
      ...[g.inChannels, g.inHeight, g.inWidth, g.outChannels, g.outHeight, g.outWidth],
      ...[g.kernelHeight, g.kernelWidth, g.strideY, g.strideX, g.paddingTop, g.paddingLeft],
    ];
    const place = this.#memory.words(words.length + PREPARED_WORDS);
    place.set(words);
    this.#prepare(place.byteOffset);
    this.#geometries.set(geometry, place.byteOffset);
    return place.byteOffset;
  }

  /** What depends on the geometry alone is made here, so that no call has to. */
  #prepare(geometry: number): void {
    this.#scratch.reserve(this.#exports.convolutionBytes(geometry, this.#control));
    const bytes = this.#exports.tableBytes(geometry, this.#control);
    this.#exports.prepareGeometry(geometry, this.#memory.bytes(bytes), bytes);
  }

  forgetGeometries(): void {
    this.#geometries = new WeakMap();
  }

  reserveDense(n: number, outFeatures: number): void {
    this.#scratch.reserve(this.#exports.denseBytes(n, outFeatures));
  }
}

/** Kernels by WebAssembly SIMD. Each has a memory of its own, in which all its tensors lie. */
export function createWasmKernels({ name, module, lanes = 1 }: WasmKernelsOptions): WasmKernels {
  const memory = createMemory();
  const exports = instantiate(module, memory);
  const tensors = new TensorMemory(memory, exports.heapBase());
  const control = tensors.words(CONTROL_WORDS);
  const single = tensors.words(HEADER_WORDS + MAX_WORDS);
  const dispatch = tensors.words(DISPATCH_WORDS);
  const { mark } = tensors;
  const scratch = new Scratch(tensors, control, lanes);
  const places = new MemoryPlaces(tensors, scratch, exports, control.byteOffset);
  const dispatcher = new Dispatcher(dispatch, lanes, ({ calls, count }, times, lane, lanesNow) => {
    exports.run(calls, count, times, lane, lanesNow, control.byteOffset);
  });
  let recorded: RecordedCall[] | null = null;

  const write = (call: RecordedCall, sharing: number, words: Int32Array, at: number): number => {
    const args = encodeArguments(call, places);
    const length = HEADER_WORDS + args.length;
    words.set([Opcode[call.kernel], length * WORD, sharing, ...args], at);
    return at + length;
  };
  const callOne = (kernel: KernelName): ((...args: unknown[]) => void) => {
    return (...args) => {
      recorded?.push({ kernel, args });
      write({ kernel, args }, 0, single, 0);
      exports.run(single.byteOffset, 1, 1, 0, 1, control.byteOffset);
    };
  };
  const names = Object.keys(Opcode).filter((key): key is KernelName => Number.isNaN(Number(key)));
  const kernels = Object.fromEntries(names.map((kernel) => [kernel, callOne(kernel)])) as unknown as Pick<
    Kernels,
    KernelName
  >;
  const encodePlan = (calls: readonly RecordedCall[], forOne = isSmall): EncodedPlan => {
    const alone = calls.map(forOne);
    const meet = meetings(calls, alone);
    const words = tensors.words(calls.length * (HEADER_WORDS + MAX_WORDS));
    let end = 0;
    calls.forEach((call, i) => {
      end = write(call, (meet[i] ? MEET : 0) | (alone[i] ? ALONE : 0), words, end);
    });
    return { calls: words.byteOffset, count: calls.length, control: control.byteOffset };
  };
  return {
    name,
    memory,
    lanes: { module, memory, dispatch: dispatch.byteOffset, control: control.byteOffset, lanes },
    allocate: (length) => tensors.floats(length),
    allocateBytes: (length) => tensors.byteTensor(length),
    record: (work, rewrite = (calls) => calls) => {
      if (recorded) throw new Error('a recording began within another one');
      const calls: RecordedCall[] = (recorded = []);
      try {
        work();
      } finally {
        recorded = null;
      }
      const rewritten = rewrite(calls as unknown as readonly KernelCall[]);
      const plan = encodePlan(rewritten);
      const shared = flopsOfPlan(rewritten) >= WORTH_SHARING;
      return (times = 1) => {
        dispatcher.run(plan, times, shared);
      };
    },
    ...kernels,
    encodePlan,
    runPlan: ({ calls, count }, lanesNow = 1) => {
      if (lanesNow > lanes) throw new RangeError(`a plan for ${lanesNow} lanes in the memory of ${lanes}`);
      exports.run(calls, count, 1, 0, lanesNow, control.byteOffset);
    },
    reset: () => {
      tensors.rewind(mark);
      scratch.renew();
      places.forgetGeometries();
    },
    usesWinograd: (kernel, geometry) =>
      (exports.winogradKernels(places.placeOfGeometry(geometry)) & (BY_WINOGRAD[kernel] ?? 0)) !== 0,
    registerPeak: (turns) => exports.registerPeak(turns),
  };
}

/** What a thread needs to be one of the lanes of some kernels. All of it can be sent to it. */
export interface LaneSetup {
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  /** Where in the memory the lanes are told what to do, and where they meet. */
  readonly dispatch: number;
  readonly control: number;
  /** How many there are, the first one included. */
  readonly lanes: number;
}

/** Whether all lanes take part: until then, what the kernels record runs on the first one alone, with the same result. */
export function areLanesReady({ memory, dispatch, lanes }: LaneSetup): boolean {
  return haveAllLanesBegun(new Int32Array(memory.buffer, dispatch, DISPATCH_WORDS), lanes);
}

/** The body of a thread that is lane `lane` (1, 2, …): does its share of every plan that the kernels run, until the thread is ended. */
export function runLane({ module, memory, dispatch, control, lanes }: LaneSetup, lane: number): never {
  const words = new Int32Array(memory.buffer, dispatch, DISPATCH_WORDS);
  return obey(words, control, createLane(module, memory), lane, lanes);
}

/**
 * A lane for a thread of its own: all of the lanes 0…lanes − 1, `WasmKernels.runPlan` being the first, have to run the same
 * plan at the same time. It waits for the others by itself, without returning to JavaScript.
 */
export function createLane(module: WebAssembly.Module, memory: WebAssembly.Memory): Lane {
  const exports = instantiate(module, memory);
  return ({ calls, count, control }, times, lane, lanes) => {
    exports.run(calls, count, times, lane, lanes, control);
  };
}
